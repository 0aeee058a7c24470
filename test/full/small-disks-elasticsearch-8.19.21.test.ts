import { describeSmallDisks } from './describe-small-disks';

describeSmallDisks('8.19.21');
