import { describeSmallDisks } from './describe-small-disks';

describeSmallDisks('6.7.0');
