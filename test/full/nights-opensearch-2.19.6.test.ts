import { describeNights } from '../integration/nights/describe-nights';

describeNights('opensearch-2.19.6');
