using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Clubshop.Aws.Watching;

/// <summary>DynamoDB's client that asks for the consumed capacity while somebody listens, and counts it and throttled attempts by table.</summary>
internal sealed class MeasuredDynamoDb : AmazonDynamoDBClient
{
    public MeasuredDynamoDb(AmazonDynamoDBConfig config)
        : base(config)
    {
    }

    public MeasuredDynamoDb(AWSCredentials credentials, AmazonDynamoDBConfig config)
        : base(credentials, config)
    {
    }

    // Called by the base class's constructor: the handlers have no state.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerBefore<Marshaller>(new CapacityHandler());
        pipeline.AddHandlerAfter<RetryHandler>(new ThrottleHandler());
    }

    // Around the whole call: what is asked for has to be known before the request is written.
    private sealed class CapacityHandler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            if (!AwsMeters.Capacity.Enabled)
                return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);

            Ask(executionContext.RequestContext.OriginalRequest);
            var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            Count(response);
            return response;
        }

        private static void Ask(AmazonWebServiceRequest request)
        {
            var total = ReturnConsumedCapacity.TOTAL;
            switch (request)
            {
                case GetItemRequest one: one.ReturnConsumedCapacity ??= total; break;
                case QueryRequest one: one.ReturnConsumedCapacity ??= total; break;
                case ScanRequest one: one.ReturnConsumedCapacity ??= total; break;
                case BatchGetItemRequest one: one.ReturnConsumedCapacity ??= total; break;
                case TransactGetItemsRequest one: one.ReturnConsumedCapacity ??= total; break;
                case PutItemRequest one: one.ReturnConsumedCapacity ??= total; break;
                case UpdateItemRequest one: one.ReturnConsumedCapacity ??= total; break;
                case DeleteItemRequest one: one.ReturnConsumedCapacity ??= total; break;
                case BatchWriteItemRequest one: one.ReturnConsumedCapacity ??= total; break;
                case TransactWriteItemsRequest one: one.ReturnConsumedCapacity ??= total; break;
            }
        }

        private static void Count(object? response)
        {
            switch (response)
            {
                case GetItemResponse one: Count(one.ConsumedCapacity, "read"); break;
                case QueryResponse one: Count(one.ConsumedCapacity, "read"); break;
                case ScanResponse one: Count(one.ConsumedCapacity, "read"); break;
                case TransactGetItemsResponse one: Count(one.ConsumedCapacity, "read"); break;
                case PutItemResponse one: Count(one.ConsumedCapacity, "write"); break;
                case UpdateItemResponse one: Count(one.ConsumedCapacity, "write"); break;
                case DeleteItemResponse one: Count(one.ConsumedCapacity, "write"); break;
                case TransactWriteItemsResponse one: Count(one.ConsumedCapacity, "write"); break;
                case BatchGetItemResponse one:
                    Count(one.ConsumedCapacity, "read");
                    Undone(one.UnprocessedKeys?.Keys);
                    break;
                case BatchWriteItemResponse one:
                    Count(one.ConsumedCapacity, "write");
                    Undone(one.UnprocessedItems?.Keys);
                    break;
            }
        }

        private static void Count(List<ConsumedCapacity>? used, string kind)
        {
            foreach (var one in used ?? [])
                Count(one, kind);
        }

        private static void Count(ConsumedCapacity? used, string kind)
        {
            if (used is { TableName: { } table, CapacityUnits: { } units })
                AwsMeters.Capacity.Add(units, new(AwsMeters.Table, table), new(AwsMeters.Kind, kind));
        }

        private static void Undone(IEnumerable<string>? tables)
        {
            foreach (var table in tables ?? [])
                AwsMeters.Throttles.Add(1, new KeyValuePair<string, object?>(AwsMeters.Table, table));
        }
    }

    // Within the retries: each throttled attempt counts, also where a later one succeeds.
    private sealed class ThrottleHandler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            try
            {
                return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            }
            catch (Exception cause) when (AwsMeters.Throttles.Enabled && IsThrottled(cause))
            {
                foreach (var table in TablesOf(executionContext.RequestContext.OriginalRequest))
                    AwsMeters.Throttles.Add(1, new KeyValuePair<string, object?>(AwsMeters.Table, table));

                throw;
            }
        }

        private static bool IsThrottled(Exception cause) =>
            ServiceCalls.IsThrottling(cause)
            || cause is TransactionCanceledException { CancellationReasons: { } reasons } && reasons.Exists(reason => reason.Code is "ThrottlingError" or "ProvisionedThroughputExceeded");

        private static IEnumerable<string> TablesOf(AmazonWebServiceRequest request) => request switch
        {
            GetItemRequest one => [one.TableName],
            QueryRequest one => [one.TableName],
            ScanRequest one => [one.TableName],
            PutItemRequest one => [one.TableName],
            UpdateItemRequest one => [one.TableName],
            DeleteItemRequest one => [one.TableName],
            BatchGetItemRequest one => one.RequestItems.Keys,
            BatchWriteItemRequest one => one.RequestItems.Keys,
            TransactGetItemsRequest one => one.TransactItems.Select(item => item.Get.TableName).Distinct(),
            TransactWriteItemsRequest one => one.TransactItems
                .Select(item => item.Put?.TableName ?? item.Update?.TableName ?? item.Delete?.TableName ?? item.ConditionCheck.TableName).Distinct(),
            _ => [],
        };
    }
}
