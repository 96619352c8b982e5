using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>An audit entry that somebody else's transaction will write; made by <see cref="WriteUnit.PlanEntry"/>.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Actions">The actions to put into the transaction: the mark of the submit, and the entry.</param>
public sealed record PlannedEntry(Item Entry, IReadOnlyList<TransactWriteItem> Actions);
