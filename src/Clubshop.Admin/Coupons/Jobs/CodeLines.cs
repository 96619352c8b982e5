using System.Runtime.CompilerServices;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>A line of a file of codes.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Code">The code, normalized; null where there is none, or an earlier line has it.</param>
/// <param name="Reason">Why it is refused; without the code. Null for a code.</param>
public sealed record CodeLine(long Line, string? Code, string? Reason)
{
    /// <summary>The line alone.</summary>
    public override string ToString() => $"line {Line}";
}

/// <summary>
/// Reads a file of codes, or what was pasted, line by line and in bounded memory: one code a line, in the column that the first line calls a code or,
/// without such a line, in the first one. What is wrong is named by its line and never shown: a mistyped code is still half a secret.
/// The same bytes always give the same lines, so that a job can go on where it stopped.
/// </summary>
internal static class CodeLines
{
    /// <summary>Most codes in a file.</summary>
    public const int MaxCodes = CodeRecipe.MaxCount;

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "code", "codes", "coupon", "coupons", "couponcode", "couponcodes", "promocode", "promo", "voucher", "vouchercode", "vouchers",
    };

    /// <summary>The lines with text, the one that names the columns left out.</summary>
    /// <exception cref="CsvProblemException">It cannot be read, or has more than <see cref="MaxCodes"/> codes.</exception>
    public static async IAsyncEnumerable<CodeLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = await CsvReader.OpenAsync(stream, IsName, cancellationToken);
        var seen = new Dictionary<UInt128, long>();
        var (place, begun) = (0, false);
        while (await reader.ReadAsync(cancellationToken) is { } row)
        {
            if (!begun)
            {
                begun = true;
                if (row.Cells.ToList().FindIndex(cell => IsName(cell)) is >= 0 and var named)
                {
                    place = named;
                    continue;
                }
            }

            yield return LineOf(row, place, seen);
            if (seen.Count > MaxCodes)
                throw new CsvProblemException(row.Line, L[$"there are more than {Money.Grouped(MaxCodes)} codes. Split the file, and make a pool of each part."]);
        }
    }

    private static CodeLine LineOf(CsvRow row, int place, Dictionary<UInt128, long> seen)
    {
        if (row.IsCut)
            return new(row.Line, null, L[$"A cell has {Money.Grouped(row.Longest.Length)} characters; a code has up to {CouponCode.MaxLength}."]);

        var read = CouponCode.Read(place < row.Cells.Count ? CsvText.Unescape(row.Cells[place]) : "");
        if (read.Code is not { } code)
            return new(row.Line, null, CouponTexts.Of(read));

        return seen.TryAdd(CouponFiller.HashOf(code), row.Line)
            ? new(row.Line, code, null)
            : new(row.Line, null, L[$"The same code as in line {Money.Grouped(seen[CouponFiller.HashOf(code)])}."]);
    }

    // Letters alone: CODE000001 is a code.
    private static bool IsName(string cell) =>
        cell.Length <= 40 && !cell.Any(char.IsDigit) && Names.Contains(string.Concat(cell.Where(char.IsLetter)).ToLowerInvariant());
}
