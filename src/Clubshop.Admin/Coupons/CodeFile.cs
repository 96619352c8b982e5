using System.Runtime.CompilerServices;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>What a file of codes would do.</summary>
/// <param name="File">The file.</param>
/// <param name="Codes">Codes that can be added, if no other pool of the offer has them.</param>
/// <param name="Refused">Lines that are no codes, or repeat one.</param>
/// <param name="Wrong">The first of those, with the reason; never with the code.</param>
/// <param name="HasHeader">Whether its first line names its columns.</param>
public sealed record CodeFileCheck(ImportFile File, int Codes, int Refused, IReadOnlyList<WrongLine> Wrong, bool HasHeader)
{
    /// <summary>Most lines that are named.</summary>
    public const int MaxWrong = 100;
}

/// <summary>A line that is not imported.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">Why; without the code.</param>
public sealed record WrongLine(long Line, string Reason);

/// <summary>A line of a file of codes.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Code">The code, normalized; null where there is none, or an earlier line has it.</param>
/// <param name="Reason">Why it is refused; without the code. Null for a code.</param>
public sealed record CodeLine(long Line, string? Code, string? Reason);

/// <summary>
/// Reads a file of codes line by line, in bounded memory: one code a line, in the column that the first line calls a code or, without such a line, in
/// the first one. What is wrong is named by its line and never shown: a mistyped code is still half a secret.
/// </summary>
internal static class CodeFile
{
    /// <summary>Most codes in a file.</summary>
    public const int MaxCodes = CodeRecipe.MaxCount;

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "code", "codes", "coupon", "coupons", "couponcode", "couponcodes", "promocode", "promo", "voucher", "vouchercode", "vouchers",
    };

    /// <summary>What the file would do.</summary>
    /// <exception cref="CsvProblemException">It cannot be read, or has more than <see cref="MaxCodes"/> codes.</exception>
    public static async Task<Result<CodeFileCheck>> CheckAsync(ImportFile file, Stream stream, CancellationToken cancellationToken)
    {
        var (codes, refused, wrong, first) = (0, 0, new List<WrongLine>(), 0L);
        await using (stream)
        {
            await foreach (var line in ReadAsync(stream, cancellationToken))
            {
                first = first == 0 ? line.Line : first;
                if (line.Code is not null)
                {
                    codes++;
                    continue;
                }

                refused++;
                if (wrong.Count < CodeFileCheck.MaxWrong)
                    wrong.Add(new(line.Line, line.Reason ?? ""));
            }
        }

        return codes + refused == 0
            ? new Problem("empty", "There is no code in it. Write one code on each line.", "File")
            : new CodeFileCheck(file, codes, refused, wrong, first > 1);
    }

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
                throw new CsvProblemException(row.Line, $"there are more than {Money.Grouped(MaxCodes)} codes. Split the file, and make a pool of each part.");
        }
    }

    private static CodeLine LineOf(CsvRow row, int place, Dictionary<UInt128, long> seen)
    {
        if (row.IsCut)
            return new(row.Line, null, $"A cell has {Money.Grouped(row.Longest.Length)} characters; a code has up to {CouponCode.MaxLength}.");

        var read = CouponCode.Read(place < row.Cells.Count ? CsvText.Unescape(row.Cells[place]) : "");
        if (read.Code is not { } code)
            return new(row.Line, null, read.Message ?? "This is no code.");

        var hash = HashOf(code);
        return seen.TryAdd(hash, row.Line)
            ? new(row.Line, code, null)
            : new(row.Line, null, $"The same code as in line {Money.Grouped(seen[hash])}.");
    }

    // A hash in place of the text: a third of the memory, and no codes in a dump of it.
    private static UInt128 HashOf(string code)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(code), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private static bool IsName(string cell) =>
        cell.Length <= 40 && Names.Contains(string.Concat(cell.Where(char.IsLetter)).ToLowerInvariant());
}
