import { describeNights } from '../integration/nights/describe-nights';

describeNights('9.2.4');
