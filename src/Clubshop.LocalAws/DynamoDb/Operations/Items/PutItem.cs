using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Items;

/// <summary>PutItem: the item takes the place of the one with its key.</summary>
internal sealed class PutItem(Database database) : WholeItemWrite(database, WriteKind.Put, "Item")
{
    /// <inheritdoc/>
    protected override void Check(AttributeMap target)
    {
        if (target.Size > ItemRules.MaxSize) throw DynamoDbException.Validation("Item size has exceeded the maximum allowed size");
    }
}
