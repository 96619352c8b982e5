
namespace Clubshop.Admin.Input.Workbooks;

/// <summary>A file with one table, written row by row as CSV or as an Excel workbook: what every export of the portal gives. Nothing but a buffer is held.</summary>
internal sealed class TableFile : IAsyncDisposable
{
    /// <summary>What the address of a file says of its form; without it, it is CSV.</summary>
    public const string FormatQuery = "as";

    /// <summary>The form of a workbook, and the end of its name.</summary>
    public const string Workbook = "xlsx";

    private readonly CsvWriter? _text;
    private readonly XlsxSheet? _sheet;

    private TableFile(CsvWriter? text, XlsxSheet? sheet) => (_text, _sheet) = (text, sheet);

    /// <summary>Whether a request asks for a workbook.</summary>
    public static bool WantsWorkbook(HttpRequest request) => request.Query[FormatQuery] == Workbook;

    /// <summary>Says what follows: its type, and the name under which the browser keeps it.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="name">The name, without its end.</param>
    /// <param name="workbook">Whether it is a workbook.</param>
    public static void Announce(HttpResponse response, string name, bool workbook)
    {
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{name}.{(workbook ? Workbook : "csv")}");
        response.ContentType = workbook ? XlsxSheet.ContentType : "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = disposition.ToString();
    }

    /// <summary>Begins a file with the names of its columns.</summary>
    /// <param name="stream">What is written to.</param>
    /// <param name="workbook">Whether it is a workbook; otherwise CSV.</param>
    /// <param name="title">The name of a workbook's sheet.</param>
    /// <param name="columns">Name and kind of each column.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task<TableFile> BeginAsync(Stream stream, bool workbook, string title, IReadOnlyList<(string Name, CellKind Kind)> columns, CancellationToken cancellationToken)
    {
        if (workbook)
            return new(null, await XlsxSheet.CreateAsync(stream, title, columns, cancellationToken));

        var text = new CsvWriter(stream);
        await text.WriteAsync(columns.Select(column => column.Name), cancellationToken);
        return new(text, null);
    }

    /// <summary>Writes a row.</summary>
    public ValueTask WriteAsync(IEnumerable<string> cells, CancellationToken cancellationToken) =>
        _sheet?.WriteAsync(cells, cancellationToken) ?? _text!.WriteAsync(cells, cancellationToken);

    /// <summary>Ends the file. A workbook that is not ended cannot be opened: whoever gets it sees that it is not whole.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) => _sheet?.FinishAsync(cancellationToken) ?? _text!.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sheet?.DisposeAsync() ?? ValueTask.CompletedTask;
}
