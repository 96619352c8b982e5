using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;

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

/// <summary>Looks into a file of codes, with the eyes of the job that imports it (<see cref="CodeLines"/>).</summary>
internal static class CodeFile
{
    /// <summary>What a file of pasted codes is kept as.</summary>
    public static readonly string Pasted = L.Later("pasted codes");

    /// <summary>The name of a file, for people.</summary>
    public static string NameOf(string kept) => kept == Pasted ? L[kept] : kept;

    /// <summary>What the file would do, or the problem that it has no code.</summary>
    /// <exception cref="CsvProblemException">It cannot be read, or has more than <see cref="CodeLines.MaxCodes"/> codes.</exception>
    public static async Task<Result<CodeFileCheck>> CheckAsync(ImportFile file, Stream stream, CancellationToken cancellationToken)
    {
        var (codes, refused, wrong, first) = (0, 0, new List<WrongLine>(), 0L);
        await using (stream)
        {
            await foreach (var line in CodeLines.ReadAsync(stream, cancellationToken))
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
            ? new Problem("empty", L["There is no code in it. Write one code on each line."], "File")
            : new CodeFileCheck(file, codes, refused, wrong, first > 1);
    }
}
