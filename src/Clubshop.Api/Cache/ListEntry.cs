using System.Globalization;
using System.Runtime.InteropServices;

namespace Clubshop.Api.Cache;

/// <summary>A candidate that a list names. It proves nothing: the record decides.</summary>
/// <param name="Key">The record's id as a number: half the memory of its text.</param>
/// <param name="Starts">When an offer starts, in ticks (UTC); of another kind 0.</param>
/// <param name="Ends">When an offer ends, in ticks (UTC); without an end <see cref="long.MaxValue"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ListEntry(UInt128 Key, long Starts, long Ends)
{
    /// <summary>The record's id.</summary>
    public string Id => Key.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Whether the record may be live at this instant (in ticks, UTC).</summary>
    public bool MayBeLiveAt(long now) => Starts <= now && now < Ends;

    /// <summary>The order of the answers: what started last comes first, and of those the highest id.</summary>
    public static IComparer<ListEntry> Order { get; } = Comparer<ListEntry>.Create(static (left, right) =>
    {
        var byStart = right.Starts.CompareTo(left.Starts);
        return byStart != 0 ? byStart : right.Key.CompareTo(left.Key);
    });

    /// <summary>The number of an id.</summary>
    /// <param name="id">32 characters <c>0-9a-f</c>.</param>
    public static UInt128 KeyOf(ReadOnlySpan<char> id) => UInt128.Parse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
