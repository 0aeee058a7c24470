import { describeNights } from '../integration/nights/describe-nights';

describeNights('8.19.21');
