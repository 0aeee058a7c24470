import { describeNights } from '../integration/nights/describe-nights';

describeNights('opensearch-3.6.0');
