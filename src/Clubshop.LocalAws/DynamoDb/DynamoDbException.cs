using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb;

/// <summary>A refusal of DynamoDB: its type as it stands in <c>__type</c>, its message, its status.</summary>
public sealed class DynamoDbException : Exception
{
    private const string Coral = "com.amazon.coral.service#";
    private const string Dynamo = "com.amazonaws.dynamodb.v20120810#";

    private DynamoDbException(string type, string? message, int status = 400)
        : base(message)
    {
        (Type, Text, Status) = (type, message, status);
    }

    /// <summary>The full type, such as <c>com.amazon.coral.validate#ValidationException</c>.</summary>
    public string Type { get; }

    /// <summary>The message as sent; null for no message.</summary>
    public string? Text { get; }

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>The item that a failed condition was asked to return.</summary>
    public AttributeMap? Item { get; private init; }

    /// <summary>Of a cancelled transaction, one per action.</summary>
    public IReadOnlyList<CancellationReason>? Reasons { get; private init; }

    /// <summary>The type's name after the <c>#</c>.</summary>
    public string Code => Type[(Type.IndexOf('#', StringComparison.Ordinal) + 1)..];

    /// <summary>A parameter is wrong.</summary>
    public static DynamoDbException Validation(string message) => new("com.amazon.coral.validate#ValidationException", message);

    /// <summary>The body is not what the operation takes.</summary>
    public static DynamoDbException Serialization(string? message = null) => new(Coral + "SerializationException", message);

    /// <summary>No such operation.</summary>
    public static DynamoDbException UnknownOperation(string? message = null) => new(Coral + "UnknownOperationException", message);

    /// <summary>Not signed.</summary>
    public static DynamoDbException MissingAuthenticationToken() =>
        new(Coral + "MissingAuthenticationTokenException", "Request is missing Authentication Token");

    /// <summary>The Authorization header lacks something.</summary>
    public static DynamoDbException IncompleteSignature(string message) => new(Coral + "IncompleteSignatureException", message);

    /// <summary>Both a header and a query signature, or another contradiction.</summary>
    public static DynamoDbException InvalidSignature(string message) => new(Coral + "InvalidSignatureException", message);

    /// <summary>The resource is not the caller's, or not there.</summary>
    public static DynamoDbException AccessDenied(string message) => new(Coral + "AccessDeniedException", message);

    /// <summary>The condition of a write was false.</summary>
    public static DynamoDbException ConditionalCheckFailed(AttributeMap? item = null) =>
        new(Dynamo + "ConditionalCheckFailedException", "The conditional request failed") { Item = item };

    /// <summary>No such table or index.</summary>
    public static DynamoDbException ResourceNotFound(string message = "Requested resource not found") =>
        new(Dynamo + "ResourceNotFoundException", message);

    /// <summary>The table is there already, or not in the state for this.</summary>
    public static DynamoDbException ResourceInUse(string message) => new(Dynamo + "ResourceInUseException", message);

    /// <summary>No such table, as the operations on backups say it.</summary>
    public static DynamoDbException TableNotFound(string name) => new(Dynamo + "TableNotFoundException", "Table not found: " + name);

    /// <summary>The table to restore to is there already.</summary>
    public static DynamoDbException TableAlreadyExists(string name) => new(Dynamo + "TableAlreadyExistsException", "Table already exists: " + name);

    /// <summary>No such backup.</summary>
    public static DynamoDbException BackupNotFound(string arn) => new(Dynamo + "BackupNotFoundException", "Backup not found: " + arn);

    /// <summary>Point-in-time recovery is off.</summary>
    public static DynamoDbException PointInTimeRecoveryUnavailable(string name) =>
        new(Dynamo + "PointInTimeRecoveryUnavailableException", "Point in time recovery is not enabled for table " + name);

    /// <summary>The moment is outside of what can be restored.</summary>
    public static DynamoDbException InvalidRestoreTime() =>
        new(Dynamo + "InvalidRestoreTimeException", "RestoreDateTime is not between EarliestRestorableDateTime and LatestRestorableDateTime");

    /// <summary>A limit of the account.</summary>
    public static DynamoDbException LimitExceeded(string message) => new(Dynamo + "LimitExceededException", message);

    /// <summary>A token came again with another body.</summary>
    public static DynamoDbException IdempotentParameterMismatch() =>
        new(Dynamo + "IdempotentParameterMismatchException", "Parameters are not consistent with the original request");

    /// <summary>Another transaction holds the item.</summary>
    public static DynamoDbException TransactionConflict() =>
        new(Dynamo + "TransactionConflictException", "Transaction is ongoing for the item");

    /// <summary>An item collection over 10 GB.</summary>
    public static DynamoDbException ItemCollectionSizeLimitExceeded() =>
        new(Dynamo + "ItemCollectionSizeLimitExceededException", "Collection size exceeded.");

    /// <summary>More than the table or the account may take now.</summary>
    public static DynamoDbException Throttling() => new(Coral + "ThrottlingException", "Rate of requests exceeds the allowed throughput.");

    /// <summary>More than the provisioned capacity.</summary>
    public static DynamoDbException ProvisionedThroughputExceeded() => new(
        Dynamo + "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.");

    /// <summary>The service is at fault.</summary>
    public static DynamoDbException Internal(string message = "The request processing has failed because of an unknown error, exception or failure.") =>
        new(Dynamo + "InternalServerError", message, 500);

    /// <summary>A transaction with at least one action that failed; the reasons in the order of the actions.</summary>
    public static DynamoDbException TransactionCanceled(IReadOnlyList<CancellationReason> reasons) => new(
        Dynamo + "TransactionCanceledException",
        "Transaction cancelled, please refer cancellation reasons for specific reasons ["
            + string.Join(", ", reasons.Select(reason => reason.Code)) + "]")
    { Reasons = reasons };

    /// <summary>Writes the body.</summary>
    internal void Write(Utf8JsonWriter output)
    {
        output.WriteStartObject();
        output.WriteString("__type", Type);
        // The framework in front of the service spells it with a capital, the service itself does not; transactions have both.
        if (Text is not null)
            output.WriteString(Reasons is not null || Type.StartsWith(Coral + "Serialization", StringComparison.Ordinal) ? "Message" : "message", Text);
        if (Item is not null)
        {
            output.WritePropertyName("Item"u8);
            ValueJson.Write(output, Item);
        }
        if (Reasons is not null)
        {
            output.WriteStartArray("CancellationReasons");
            foreach (var reason in Reasons) reason.Write(output);
            output.WriteEndArray();
        }
        output.WriteEndObject();
    }
}

/// <summary>Why one action of a transaction did not go through, or <see cref="None"/>.</summary>
/// <param name="Code">None, ConditionalCheckFailed, ItemCollectionSizeLimitExceeded, TransactionConflict, ProvisionedThroughputExceeded, ThrottlingError or ValidationError.</param>
/// <param name="Message">The service's words; null with None.</param>
/// <param name="Item">The item as it is, when asked for.</param>
public sealed record CancellationReason(string Code, string? Message = null, AttributeMap? Item = null)
{
    /// <summary>Nothing wrong with this action.</summary>
    public static CancellationReason None { get; } = new("None");

    internal void Write(Utf8JsonWriter output)
    {
        output.WriteStartObject();
        output.WriteString("Code"u8, Code);
        if (Message is not null) output.WriteString("Message"u8, Message);
        if (Item is not null)
        {
            output.WritePropertyName("Item"u8);
            ValueJson.Write(output, Item);
        }
        output.WriteEndObject();
    }
}
