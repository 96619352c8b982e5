using Clubshop.Admin.Common;
using Microsoft.AspNetCore.Mvc;

namespace Clubshop.Admin.Registry.Api;

/// <summary>The endpoints of the API for the app's servers, with their scopes.</summary>
internal static class RegistryApi
{
    /// <summary>The prefix of its addresses.</summary>
    public const string Prefix = "/api/v1";

    private const string Json = "application/json";
    private const string Customer = "/customers/{sub}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Prefix);
        api.MapPost("/token", (HttpContext http, TokenEndpoint token) => token.RunAsync(http)).AllowAnonymous()
            .WithName("GetToken").WithTags("Access").WithSummary("Get an access token")
            .WithDescription("OAuth 2.0 client credentials grant (RFC 6749 section 4.4). The token lasts 15 minutes.")
            .Produces<TokenAnswer>().Refuses(400, 401, 429, 503);

        api.MapGet(Customer, (string sub, HttpContext http, ApiRunner runner, RegistryReader reader) => runner.RunAsync(http, call => GetCustomerAsync(call, reader, sub)))
            .Needs(ApiScope.Read, "GetCustomer", "Customer", "See what the registry knows about a customer",
                "Devices without their tokens, and only the last four digits of the phone number.")
            .Produces<CustomerView>().Refuses(404, 422);

        api.MapPatch(Customer + "/profile", (string sub, HttpContext http, ApiRunner runner, RegistryService registry) =>
            runner.RunAsync(http, call => UpdateProfileAsync(call, registry, sub)))
            .Needs(ApiScope.Profile, "TellProfile", "Customer", "Update city, language and phone number", "Omitted members stay unchanged; empty text removes a value.")
            .Takes<ProfileBody>().Produces(StatusCodes.Status204NoContent).Refuses(400, 409, 410, 422);

        api.MapPut(Customer + "/opt-outs/{channel}", (string sub, string channel, HttpContext http, ApiRunner runner, RegistryService registry) =>
                runner.RunAsync(http, call => SetOptOutAsync(call, registry, sub, channel, optedOut: true)))
            .Needs(ApiScope.Profile, "OptOut", "Customer", "Opt out of a channel", "Channels: push, sms.")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 409, 410, 422);
        api.MapDelete(Customer + "/opt-outs/{channel}", (string sub, string channel, HttpContext http, ApiRunner runner, RegistryService registry) =>
                runner.RunAsync(http, call => SetOptOutAsync(call, registry, sub, channel, optedOut: false)))
            .Needs(ApiScope.Profile, "OptIn", "Customer", "Opt in to a channel again", "Only when the customer asked for it.")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 409, 410, 422);

        api.MapPut(Customer + "/devices/{deviceId}", (string sub, string deviceId, HttpContext http, ApiRunner runner, RegistryService registry) =>
                runner.RunAsync(http, call => RegisterAsync(call, registry, sub, deviceId)))
            .Needs(ApiScope.Devices, "RegisterDevice", "Devices", "Register or refresh a device",
                "Call it at each start of the app and whenever the push service issues a new token. The id is the app's own id of the installation.")
            .Takes<DeviceBody>().Produces<DeviceAnswer>().Produces<DeviceAnswer>(StatusCodes.Status201Created).Refuses(400, 409, 410, 422);
        api.MapDelete(Customer + "/devices/{deviceId}", (string sub, string deviceId, HttpContext http, ApiRunner runner, RegistryService registry) =>
                runner.RunAsync(http, call => RemoveAsync(call, registry, sub, deviceId)))
            .Needs(ApiScope.Devices, "RemoveDevice", "Devices", "Remove a device", "Call it when the customer signs out of the app. Succeeds if there is no such device.")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 409, 410, 422);

        api.MapPut(Customer + "/follows/{kind}/{id}", (string sub, string kind, string id, HttpContext http, ApiRunner runner, RegistryService registry) =>
                runner.RunAsync(http, call => FollowAsync(call, registry, sub, kind, id, follows: true)))
            .Needs(ApiScope.Follows, "Follow", "Follows", "Follow a club, shop or category", "Kinds: club, shop, category. The id is the one of the cache contract.")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 409, 410, 422);
        api.MapDelete(Customer + "/follows/{kind}/{id}", (string sub, string kind, string id, HttpContext http, ApiRunner runner, RegistryService registry) =>
                runner.RunAsync(http, call => FollowAsync(call, registry, sub, kind, id, follows: false)))
            .Needs(ApiScope.Follows, "Unfollow", "Follows", "Unfollow a club, shop or category", "Succeeds if it is not followed.")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 409, 410, 422);
    }

    private static async Task<ApiAnswer> GetCustomerAsync(ApiCall call, RegistryReader reader, string sub)
    {
        if (RegistryRules.CheckSub(sub) is { } wrong)
            return ApiProblems.Answer([wrong]);

        return await reader.FindAsync(sub, call.Stop) is { } found
            ? new(StatusCodes.Status200OK, CustomerView.Of(found, await reader.FollowsAsync(sub, call.Stop)))
            : ApiProblems.Answer(StatusCodes.Status404NotFound, Problem.NotFound, "The registry knows nothing about this customer.");
    }

    private static async Task<ApiAnswer> UpdateProfileAsync(ApiCall call, RegistryService registry, string sub)
    {
        var (body, refused) = call.Read<ProfileBody>();
        return refused ?? (await registry.SetProfileAsync(call.Source, sub, new(body!.City, body.Language, body.Phone), call.Stop)).ToAnswer(_ => ApiAnswer.Done);
    }

    private static async Task<ApiAnswer> SetOptOutAsync(ApiCall call, RegistryService registry, string sub, string channel, bool optedOut) => channel switch
    {
        "push" => (await registry.SetOptOutAsync(call.Source, sub, Channel.Push, optedOut, call.Stop)).ToAnswer(_ => ApiAnswer.Done),
        "sms" => (await registry.SetOptOutAsync(call.Source, sub, Channel.Sms, optedOut, call.Stop)).ToAnswer(_ => ApiAnswer.Done),
        _ => ApiProblems.Answer([new("unknown-channel", "The channels are push and sms.", "channel")]),
    };

    private static async Task<ApiAnswer> RegisterAsync(ApiCall call, RegistryService registry, string sub, string deviceId)
    {
        var (body, refused) = call.Read<DeviceBody>();
        if (refused is not null)
            return refused;
        if (Platforms.Parse(body!.Platform) is not { } platform)
            return ApiProblems.Answer([new("invalid-platform", "Name the platform of the token: android, ios, ios-sandbox or amazon.", "platform")]);

        var told = new DeviceUpdate(deviceId, body.Token ?? "", platform, body.AppVersion ?? "");
        return (await registry.RegisterDeviceAsync(call.Source, sub, told, call.Stop)).ToAnswer(kept => new(
            kept.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            new DeviceAnswer
            {
                Device = DeviceView.Of(kept.Registration.Devices.First(device => device.Id == deviceId)),
                Replaced = kept.Replaced,
                MovedFromAnotherCustomer = kept.Moved,
                Dropped = kept.Dropped,
            }));
    }

    private static async Task<ApiAnswer> RemoveAsync(ApiCall call, RegistryService registry, string sub, string deviceId) =>
        (await registry.RemoveDeviceAsync(call.Source, sub, deviceId, call.Stop)).ToAnswer(_ => ApiAnswer.Done);

    private static async Task<ApiAnswer> FollowAsync(ApiCall call, RegistryService registry, string sub, string kind, string id, bool follows)
    {
        FollowKind? known = kind switch { "club" => FollowKind.Club, "shop" => FollowKind.Shop, "category" => FollowKind.Category, _ => null };
        if (known is not { } kindOf)
            return ApiProblems.Answer([new("unknown-kind", "The kinds are club, shop and category.", "kind")]);
        if (!Ids.IsValid(id))
            return ApiProblems.Answer([new("unknown-" + kind, $"There is no {kind} with this id: ids have 32 hexadecimal digits.", "id")]);

        var follow = new Follow(kindOf, id);
        var result = follows ? await registry.FollowAsync(call.Source, sub, follow, call.Stop) : await registry.UnfollowAsync(call.Source, sub, follow, call.Stop);
        return result.ToAnswer(_ => ApiAnswer.Done);
    }

    private static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, ApiScope scope, string name, string tag, string summary, string description) => endpoint
        .RequireAuthorization(new NeedsScopeAttribute(scope))
        .WithName(name).WithTags(tag).WithSummary(summary).WithDescription($"{description} Needs the scope {ApiScopes.NameOf(scope)}.")
        .Refuses(401, 403, 413, 429, 503);

    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>(Json).Refuses(415);
}
