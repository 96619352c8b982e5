using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Items;

/// <summary>DeleteItem: the item is gone, whether or not it was there.</summary>
internal sealed class DeleteItem(Database database) : WholeItemWrite(database, WriteKind.Delete, "Key");
