import { describeNights } from '../integration/nights/describe-nights';

describeNights('7.17.29');
