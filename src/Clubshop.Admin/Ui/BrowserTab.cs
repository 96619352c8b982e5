using Clubshop.Admin.Common;

namespace Clubshop.Admin.Ui;

/// <summary>
/// The tab of the browser that a circuit belongs to. Its id outlives a reload and a lost circuit, not the tab (kept.js); a browser that does not
/// answer has a new one each time.
/// </summary>
public sealed class BrowserTab(Script script, TimeProvider time)
{
    private const int MaxLength = 40;

    private Task<string>? _id;

    /// <summary>The tab's id: letters, digits and dashes.</summary>
    public Task<string> IdAsync() => _id ??= AskAsync();

    private async Task<string> AskAsync() =>
        await script.AskAsync("clubshop.kept.tab") is { Length: > 0 and <= MaxLength } id && id.All(one => char.IsAsciiLetterOrDigit(one) || one == '-') ? id : Ids.New(time);
}
