namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>
/// An attribute value as it came, before any check: which of its members were given, in order. Payloads are string (S, N),
/// byte[] (B), bool (BOOL, NULL), lists of string or byte[] (SS, NS, BS), List of RawValue (L), list of pairs (M).
/// </summary>
internal sealed class RawValue
{
    /// <summary>The members given.</summary>
    public List<KeyValuePair<string, object>> Members { get; } = new(1);
}
