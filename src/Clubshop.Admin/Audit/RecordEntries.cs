using System.Runtime.CompilerServices;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>
/// The entries of one record as they are stored, whoever asks: for the record's own service, which reads its versions back from them and asks for the
/// permission. Pages read <see cref="AuditLog"/>.
/// </summary>
internal static class RecordEntries
{
    private const int Batch = 25;

    /// <summary>The entries, the newest first, read as they are asked for.</summary>
    /// <param name="reader">Reads them.</param>
    /// <param name="kind">The kind of record.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="before">The position (<see cref="AuditEntry.Position"/>) that they are older than; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<AuditEntry> ReadAsync(
        TableReader reader, string kind, string id, string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ItemQuery(Table.Audit, AuditAttributes.Pk(kind, id)) { To = before, Descending = true, Consistent = true, Batch = Batch };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            if (item.Sk != before)
                yield return AuditItems.Read(item);
        }
    }
}
