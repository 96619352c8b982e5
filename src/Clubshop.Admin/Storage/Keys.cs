namespace Clubshop.Admin.Storage;

/// <summary>The key of one item.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Pk">Partition key.</param>
/// <param name="Sk">Sort key.</param>
public sealed record ItemKey(Table Table, string Pk, string Sk = Keys.Meta);

/// <summary>How keys are written.</summary>
public static class Keys
{
    /// <summary>Sort key of a record itself.</summary>
    public const string Meta = "META";

    /// <summary>Sort key of a marker that keeps a value unique.</summary>
    public const string MarkerSk = "U";

    /// <summary>Partition key of a marker, for example <c>U#SLUG#tata</c>.</summary>
    /// <param name="what">What is unique, upper case: <c>SLUG</c>, <c>CODE</c>.</param>
    /// <param name="value">The value; its case counts.</param>
    public static string Marker(string what, string value) => $"U#{what}#{value}";

    /// <summary>Partition key of what one person of the staff has for themselves: drafts, views, sessions, settings.</summary>
    public static string Person(string id) => "PERSON#" + id;

    /// <summary>The part of a partition key behind its first <c>#</c>: the record's id in <c>SHOP#0199…</c>.</summary>
    public static string IdOf(string pk) => pk[(pk.IndexOf('#', StringComparison.Ordinal) + 1)..];
}
