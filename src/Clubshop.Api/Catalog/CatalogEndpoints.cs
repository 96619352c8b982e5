using System.Globalization;
using Clubshop.Api.Cache;
using Clubshop.Api.Http;

namespace Clubshop.Api.Catalog;

/// <summary><c>GET /v1/offers</c>, <c>/v1/clubs</c>, <c>/v1/shops</c>, <c>/v1/categories</c>: lists, and one by its id or slug.</summary>
internal sealed class CatalogEndpoints(CatalogReader reader, CatalogPages pages, PublicAnswers answers, TimeProvider time)
{
    private const int UsualItems = 20;
    private const string Record = "record";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Paths = ["clubs", "shops", "categories", "offers"];

    // What each kind can be narrowed by, in the names of the query; the lists that the contract has.
    private static readonly RecordKind[][] Filters = [[], [RecordKind.Club, RecordKind.Category], [], [RecordKind.Club, RecordKind.Shop, RecordKind.Category]];

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        for (var kind = RecordKind.Club; kind <= RecordKind.Offer; kind++)
        {
            var (of, path) = (kind, "/v1/" + Paths[(int)kind]);
            endpoints.MapMethods($"{path}/{{{Record}}}", Read, http => OneAsync(http, of));
            endpoints.MapMethods(path, Read, http => PageAsync(http, of));
        }
    }

    // Written without async for the usual case: the record is held, and the answer is on its way when this returns.
    private Task OneAsync(HttpContext http, RecordKind kind)
    {
        var idOrSlug = (string)http.Request.RouteValues[Record]!;
        var found = reader.ViewAsync(kind, idOrSlug);
        return found.IsCompletedSuccessfully ? WriteAsync(http, kind, found.Result) : AwaitAsync(http, kind, found);
    }

    private async Task AwaitAsync(HttpContext http, RecordKind kind, ValueTask<CatalogView?> found) => await WriteAsync(http, kind, await found);

    private Task WriteAsync(HttpContext http, RecordKind kind, CatalogView? view)
    {
        if (kind is not RecordKind.Offer || view is null)
            return view is null ? MissingAsync(http, kind, null) : answers.WriteAsync(http, view.Payload, null);
        var (offer, now) = (view.Record, time.GetUtcNow());
        return offer.IsLiveAt(now)
            ? answers.WriteAsync(http, view.Payload, offer.Ends - now)
            : MissingAsync(http, kind, offer.Starts > now ? offer.Starts - now : null);
    }

    private Task MissingAsync(HttpContext http, RecordKind kind, TimeSpan? left) => Problems.WriteMissingAsync(
        http, $"There is no {RecordKinds.NameOf(kind)} of this id or slug that end users can see now.", answers.CacheControl(left));

    private async Task PageAsync(HttpContext http, RecordKind kind)
    {
        var query = http.Request.Query;
        List<PageFilter> filters = [];
        foreach (var by in Filters[(int)kind])
        {
            var name = RecordKinds.NameOf(by);
            if (query[name] is not { Count: > 0 } given)
                continue;
            var text = given.Count == 1 ? given.ToString() : "";
            if (!RecordKinds.IsId(text) && !RecordKinds.IsSlug(text))
            {
                await RefuseAsync(http, "invalid-" + name, $"{name} is one id or one slug of a {name}.");
                return;
            }

            if (await reader.ViewAsync(by, text) is not { } view)
            {
                await MissingAsync(http, by, null);
                return;
            }

            filters.Add(new(by, view.Record.Id));
        }

        var size = UsualItems;
        if (query["limit"] is { Count: > 0 } limit && (!int.TryParse(limit.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > CatalogPages.MostItems))
        {
            await RefuseAsync(http, "invalid-limit", $"limit is a number from 1 to {CatalogPages.MostItems}.");
            return;
        }

        ListEntry? after = null;
        if (query["cursor"] is { Count: > 0 } cursor)
        {
            if (!CatalogPages.TryCursor(cursor.ToString(), out var place))
            {
                await RefuseAsync(http, "invalid-cursor", "cursor is the member next of the page before, unchanged.");
                return;
            }

            after = place;
        }

        var page = await pages.ReadAsync(kind, filters, after, size);
        await answers.WriteAsync(http, page.Payload, page.Until - time.GetUtcNow());
    }

    private static Task RefuseAsync(HttpContext http, string code, string detail) => Problems.WriteAsync(http, StatusCodes.Status400BadRequest, code, detail);
}
