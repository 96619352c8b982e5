using System.Text;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Registry.Api;
using Clubshop.Coupons;

namespace Clubshop.Admin.CatalogApi.Pools;

/// <summary>The coupon settings and the pools of codes of an offer, by the service of its page. Codes themselves are never answered: the page shows and exports them.</summary>
internal static class PoolEndpoints
{
    /// <summary>Bytes that a list of codes may have: 100,000 of the longest.</summary>
    public const int MaxBody = 6 * 1024 * 1024;

    private const string Json = "application/json";
    private const string One = RegistryApi.Prefix + "/offers/{id}/coupons";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(One, (string id, HttpContext http, ApiRunner runner, CouponService coupons) => runner.RunAsync(http, async call =>
                Answer(await coupons.FindAsync(CatalogCaller.Of(http), id, call.Stop), AnswerOf)))
            .Needs(ApiScope.CatalogRead, "getOfferCoupons", "Coupons", "Get the coupons of an offer", "Its settings, and its pools with their counts; a pool that is being filled is in state “filling”. The ETag is the version of the settings.")
            .Produces<CouponsView>().Refuses(404);
        endpoints.MapPatch(One, (string id, HttpContext http, ApiRunner runner, CouponService coupons) => runner.RunAsync(http, call => ChangeAsync(call, http, coupons, id)))
            .Needs(ApiScope.CatalogWrite, "changeOfferCoupons", "Coupons", "Change the coupon settings of an offer", "Members that are left out stay as they are. Coupons that customers have stay theirs.")
            .WithMetadata(new VersionNeeded(Decides: false)).Accepts<CouponSettingsBody>(Json).Produces<CouponsView>().Refuses(400, 404, 409, 412, 415, 422, 428);
        endpoints.MapPost(One + "/pools", (string id, HttpContext http, ApiRunner runner, CouponService coupons) => runner.RunAsync(http, call => GenerateAsync(call, http, coupons, id)))
            .Needs(ApiScope.CatalogWrite, "createCouponPool", "Coupons", "Generate a pool of codes", "Codes from a cryptographic source, without look-alikes, with a check character. They are written in the background.")
            .Accepts<PoolBody>(Json).Produces<PoolStarted>(StatusCodes.Status202Accepted).Refuses(400, 404, 409, 415, 422);
        endpoints.MapPost(One + "/pools/import", (string id, HttpContext http, ApiRunner runner, CouponService coupons) => runner.RunAsync(http, call => ImportAsync(call, http, coupons, id), MaxBody))
            .Needs(ApiScope.CatalogWrite, "importCouponPool", "Coupons", "Make a pool of codes that exist", "Codes that cannot be used are named and left out. Those that the offer has already are left out while the pool is filled, in the background.")
            .Accepts<PoolImportBody>(Json).Produces<PoolStarted>(StatusCodes.Status202Accepted).Refuses(400, 404, 409, 415, 422);
        endpoints.MapPost(One + "/pools/{pool}/void", (string id, string pool, HttpContext http, ApiRunner runner, CouponService coupons) => runner.RunAsync(http, call => VoidAsync(call, http, coupons, id, pool)))
            .Needs(ApiScope.CatalogWrite, "voidCouponPool", "Coupons", "Void a pool", "It gives no more codes. The coupons that customers have stay valid, unless withIssued says otherwise.")
            .Accepts<PoolVoidBody>(Json).Produces<CouponsView>().Refuses(400, 404, 409, 415, 422);
    }

    private static async Task<ApiAnswer> ChangeAsync(ApiCall call, HttpContext http, CouponService coupons, string id)
    {
        if (JsonBodies.Read(call.Body) is not { } members)
            return ApiCall.Bad("The body is no JSON object as documented.");

        var (version, refused) = RecordTags.Required(http.Request, first: 0);
        if (refused is not null)
            return refused;

        var actor = CatalogCaller.Of(http);
        var found = await coupons.FindAsync(actor, id, call.Stop);
        if (!found.Ok)
            return Refused(found.Problems);

        var wanted = CouponSettingsBody.Read(found.Value.Settings, members);
        if (!wanted.Ok)
            return CatalogAnswers.Of(wanted.Problems, member => member, StatusCodes.Status400BadRequest);

        // What is not named is taken from what was read now: of another version than the caller names, the service says so.
        var saved = await coupons.SaveAsync(actor, id, wanted.Value with { Version = version }, call.Token, call.Stop);
        if (!saved.Ok && saved.Current is null)
            return Refused(saved.Problems);

        var view = await coupons.FindAsync(actor, id, call.Stop);
        return !view.Ok ? Refused(view.Problems)
            : saved.Ok ? AnswerOf(view.Value)
            : CatalogAnswers.Changed(
                System.Text.Json.JsonSerializer.SerializeToNode(CouponsView.Of(view.Value), ApiProblems.Json)!.AsObject(), view.Value.Settings.Version,
                "Somebody changed these settings since you read them. “current” is what they are now.");
    }

    private static async Task<ApiAnswer> GenerateAsync(ApiCall call, HttpContext http, CouponService coupons, string id)
    {
        var (body, refused) = call.Read<PoolBody>();
        if (refused is not null)
            return refused;

        var job = await coupons.GenerateAsync(CatalogCaller.Of(http), id, body!.Name, new CodeRecipe(body.Count, body.Length, body.Prefix ?? ""), call.Token, call.Stop);
        return Answer(job, started => new ApiAnswer(StatusCodes.Status202Accepted, new PoolStarted(started.Id, body.Count, [])) { Location = AddressOf(id) });
    }

    private static async Task<ApiAnswer> ImportAsync(ApiCall call, HttpContext http, CouponService coupons, string id)
    {
        var (body, refused) = call.Read<PoolImportBody>();
        if (refused is not null)
            return refused;
        if (body!.Codes is not { Count: > 0 and <= CodeRecipe.MaxCount } || body.Codes.Any(code => code is null))
            return ApiProblems.Answer(StatusCodes.Status422UnprocessableEntity, "codes", $"Give 1 to {Money.Grouped(CodeRecipe.MaxCount)} codes.");

        // As the file of the page, with a head, so that no code is taken for one; each code is one cell of one line.
        var text = new StringBuilder("code\n");
        foreach (var code in body.Codes)
            text.Append('"').Append(code.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append("\"\n");

        var actor = CatalogCaller.Of(http);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        var file = await coupons.KeepAsync(actor, id, "codes.csv", content, call.Stop);
        if (!file.Ok)
            return Refused(file.Problems);

        var check = await coupons.CheckAsync(actor, id, file.Value.Id, call.Stop);
        if (!check.Ok)
            return Refused(check.Problems);

        var job = await coupons.ImportAsync(actor, id, body.Name, file.Value.Id, call.Stop);
        return Answer(job, started => new ApiAnswer(
            StatusCodes.Status202Accepted,
            new PoolStarted(started.Id, check.Value.Codes, [.. check.Value.Wrong.Select(line => new RefusedCode(line.Line - 1, line.Reason))]))
        {
            Location = AddressOf(id),
        });
    }

    private static async Task<ApiAnswer> VoidAsync(ApiCall call, HttpContext http, CouponService coupons, string id, string pool)
    {
        var (body, refused) = call.Read<PoolVoidBody>();
        if (refused is not null)
            return refused;

        var actor = CatalogCaller.Of(http);
        var done = await coupons.VoidPoolAsync(actor, id, pool, body!.WithIssued, body.Reason, call.Token, call.Stop);
        return done.Ok
            ? Answer(await coupons.FindAsync(actor, id, call.Stop), AnswerOf)
            : Refused(done.Problems);
    }

    private static ApiAnswer AnswerOf(CouponView view) => new(StatusCodes.Status200OK, CouponsView.Of(view)) { ETag = RecordTags.Of(view.Settings.Version) };

    private static string AddressOf(string id) => $"{RegistryApi.Prefix}/offers/{Uri.EscapeDataString(id)}/coupons";

    private static ApiAnswer Answer<T>(Result<T> result, Func<T, ApiAnswer> answer)
        where T : class => result.Ok ? answer(result.Value) : Refused(result.Problems);

    private static ApiAnswer Refused(IReadOnlyList<Problem> problems) => CatalogAnswers.Of(
        problems,
        field => field switch { "PoolName" => "name", "File" => "codes", null => null, _ => char.ToLowerInvariant(field[0]) + field[1..] },
        problems[0].Code is "filling" or "shared" ? StatusCodes.Status409Conflict : null);
}
