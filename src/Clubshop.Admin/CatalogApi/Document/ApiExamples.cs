using System.Text;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.CatalogApi.Document;

/// <summary>
/// A call that shows how the API is used, in the words of curl. In path and body <c>$NAME</c> is what an example before it kept.
/// </summary>
/// <param name="Title">What it does.</param>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">Address and query.</param>
internal sealed partial record ApiExample(string Title, string Method, string Path)
{
    /// <summary>Its body; null without one.</summary>
    public string? Body { get; init; }

    /// <summary>The version that it names; null without one.</summary>
    public int? Version { get; init; }

    /// <summary>The shell's variable for the first id in the answer; null where it is not needed.</summary>
    public string? Keeps { get; init; }

    /// <summary>The status that it answers.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The call as somebody types it; <c>$HOST</c> and <c>$TOKEN</c> are set before.</summary>
    public string Curl()
    {
        var line = new StringBuilder("curl -sS");
        if (Method != "GET")
            line.Append(" -X ").Append(Method);
        line.Append(" \"$HOST").Append(Path).Append("\" \\\n  -H \"Authorization: Bearer $TOKEN\"");
        if (Version is { } version)
            line.Append(" -H 'If-Match: \"").Append(version).Append("\"'");
        if (Method == "POST")
            line.Append(" -H \"Idempotency-Key: $(date +%s%N)\"");
        if (Body is not null)
            line.Append(" \\\n  -H 'Content-Type: application/json' -d '").Append(Quoted(Body)).Append('\'');
        return Keeps is null ? line.ToString() : $"{Keeps}=$({line} | grep -o '\"id\":\"[0-9a-f]*' | head -1 | cut -d'\"' -f4)";
    }

    // Within single quotes the shell keeps everything, so variables stand outside of them.
    private static string Quoted(string body) => Variable().Replace(body, match => $"'{match.Value}'");

    [GeneratedRegex(@"\$[A-Z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}

/// <summary>The examples, in the order in which one leads to the next.</summary>
internal static class ApiExamples
{
    /// <summary>How a shell gets to know where the portal is and who calls.</summary>
    /// <param name="origin">Where the portal is: <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="demo">Where a token of a demo account is given out; null where there is no demo.</param>
    public static string Begin(string origin, string? demo) => $"HOST={origin}\n" + (demo is null
        ? "TOKEN=$(curl -sS $HOST/api/v1/token -d grant_type=client_credentials -d client_id=… -d client_secret=… | grep -o '\"access_token\":\"[^\"]*' | cut -d'\"' -f4)"
        : $"TOKEN=$(curl -sS -X POST \"$HOST{demo}?email=asha.rao@clubshop.example\")");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiExample> All { get; } =
    [
        new(L.Later("The live offers, two at a time"), "GET", "/api/v1/offers?phase=live&limit=2"),
        new(L.Later("A club"), "POST", "/api/v1/clubs") { Body = """{"name":"Harbour Swimmers","city":"Kochi"}""", Keeps = "CLUB", Status = 201 },
        new(L.Later("A published shop of that club"), "POST", "/api/v1/shops") { Body = """{"name":"Fort Kochi Sports","clubIds":["$CLUB"],"status":"published"}""", Keeps = "SHOP", Status = 201 },
        new(L.Later("An offer of that shop, as a draft"), "POST", "/api/v1/offers")
        {
            Body = """{"title":"15% off goggles","shopId":"$SHOP","benefit":"percent-off","value":15,"starts":"2026-01-01T00:00:00+05:30"}""",
            Keeps = "OFFER",
            Status = 201,
        },
        new(L.Later("Its terms, if nobody has changed it since"), "PATCH", "/api/v1/offers/$OFFER") { Body = """{"terms":"One pair for each swimmer."}""", Version = 1 },
        new(L.Later("Publish it"), "POST", "/api/v1/offers/$OFFER/publish") { Version = 2 },
        new(L.Later("See it"), "GET", "/api/v1/offers/$OFFER"),
        new(L.Later("Coupons for it: a code of its own for everybody, up to 500, and a warning at 25"), "PATCH", "/api/v1/offers/$OFFER/coupons") { Body = """{"mode":"pools","inAll":500,"warnAt":25}""", Version = 0 },
        new(L.Later("Write many at once, by their codes"), "POST", "/api/v1/categories/jobs")
        {
            Body = """{"action":"upsert","rows":[{"code":"swimming","name":"Swimming"},{"code":"diving","name":"Diving","status":"published"}]}""",
            Keeps = "JOB",
            Status = 202,
        },
        new(L.Later("See how far that is, and what became of each"), "GET", "/api/v1/categories/jobs/$JOB"),
        new(L.Later("Pause every offer of the shop"), "POST", "/api/v1/offers/jobs") { Body = """{"action":"pause","filter":{"shop":"$SHOP","status":"published"}}""", Status = 202 },
    ];
}
