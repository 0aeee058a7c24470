import { describeNights } from './describe-nights';

describeNights('6.7.0');
