using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.SignIn.DataProtection;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Aws;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Memcached;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>Registers sign-in and sessions. Requires the storage and <see cref="AwsClients"/>.</summary>
public static class SignInSetup
{
    /// <summary>Service key of the staff pool's services; the customer pool has its own.</summary>
    public const string StaffPool = "staff";

    /// <summary>Adds sign-in, sessions, permissions of pages, data protection and antiforgery.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StaffOptions>().BindConfiguration(StaffOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StaffPoolOptions>().BindConfiguration(StaffPoolOptions.Section)
            .PostConfigure<IOptions<AwsOptions>>(static (pool, aws) => pool.Region = aws.Value.RegionInEffect).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StaffPoolOptions>, StaffPoolOptionsCheck>();
        services.AddDataProtectionKeys(configuration);

        services.AddKeyedSingleton(StaffPool, (provider, _) => provider.GetRequiredService<AwsClients>().CreateTokenVerifier(PoolOf(provider)));
        services.AddSingleton(provider =>
            provider.GetRequiredService<AwsClients>().CreateSignInFlow(PoolOf(provider), provider.GetRequiredKeyedService<TokenVerifier>(StaffPool)));
        services.AddSingleton<DynamoSessionStore>();
        services.AddSingleton(StoreOf);
        services.AddHostedService<SessionEndListener>();
        services.AddSingleton<SessionRefresh>();
        services.AddSingleton<StaffStore>();
        services.AddSingleton<StaffTimes>();
        services.AddSingleton<PasswordAge>();
        services.AddSingleton<SessionService>();
        services.AddSingleton<PendingSignIns>();
        services.AddSingleton<AttemptedNames>();
        services.AddSingleton<SignInAudit>();
        services.AddOptions<SignInLimitOptions>().BindConfiguration(SignInLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AuditThrottle>();
        services.AddSingleton<RefusedRequestAudit>();
        services.AddSingleton<SignInLimits>();
        services.AddHostedService(provider => provider.GetRequiredService<SignInLimits>());
        services.AddSingleton(SignInAuditLabels.Audit);
        services.AddSingleton(SignInAuditLabels.Addresses);
        services.AddSingleton<SignInService>();
        services.AddSingleton<ForgotPasswordService>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<Drafts>();

        services.AddScoped<CircuitSession>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CircuitSession>());
        services.AddOptions<CircuitLimitOptions>().BindConfiguration(CircuitLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureOptions<CircuitLimits>();
        services.AddSingleton<CircuitCount>();
        services.AddSingleton<CircuitGuard>();
        services.AddSingleton<CircuitShutdown>();
        services.AddHostedService(provider => provider.GetRequiredService<CircuitShutdown>());
        services.AddScoped<CircuitHandler, SessionCircuitHandler>();
        services.AddScoped<SessionEnding>();
        services.AddCascadingAuthenticationState();

        services.AddAuthentication(SessionAuthenticationHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, SessionAuthenticationHandler>(SessionAuthenticationHandler.SchemeName, null);
        services.AddAuthorization(AddPolicies);
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ForbiddenResultHandler>();
        services.AddSingleton<IAntiforgery, SchemeAntiforgery>();
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.AddServerHeader = false);
        services.AddLogging(static logging => logging.AddFilter(typeof(SessionAuthenticationHandler).FullName, LogLevel.Warning)); // "was challenged", every time
        AddForwardedHeaders(services, configuration);
        services.AddHostedService<ProxyCheck>();
        return services;
    }

    /// <summary>
    /// Adds the middlewares: forwarded headers, security headers, authentication, authorization, antiforgery. Call it before mapping
    /// endpoints; it need not precede an exception handler, because the headers are sent with every response.
    /// </summary>
    public static IApplicationBuilder UseSignIn(this IApplicationBuilder app) => app
        .UseForwardedHeaders()
        .UseBrokenRequests()
        .UseSecurityHeaders()
        .UseAuthentication()
        .UseAuthorization()
        .UseAntiforgery()
        .Use(ExplainStaleForm)
        .Use(CircuitGuard.LimitPages);

    /// <summary>Maps <c>POST /sign-out</c>. The router finds the sign-in pages.</summary>
    public static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/sign-out", static (HttpContext http, SignOut signOut) => signOut.PostAsync(http))
            .WithMetadata(new RequireAntiforgeryTokenAttribute()).AllowAnonymous();
        return endpoints;
    }

    // With the shared cache in front, where there is one.
    private static ISessionStore StoreOf(IServiceProvider services)
    {
        var durable = services.GetRequiredService<DynamoSessionStore>();
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(MemcachedCluster)) != true)
            return durable;

        var prefix = services.GetRequiredService<IConfiguration>()["Cache:Prefix"] is { Length: > 0 } given ? given : CacheKeys.DefaultPrefix;
        return new CachedSessionStore(
            durable, services.GetRequiredService<MemcachedCluster>, prefix, services.GetRequiredService<IDataProtectionProvider>(),
            services.GetRequiredService<IOptions<SignInOptions>>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<CachedSessionStore>>());
    }

    private static UserPoolOptions PoolOf(IServiceProvider services) => services.GetRequiredService<IOptions<StaffPoolOptions>>().Value.ToPool();

    private static void AddPolicies(AuthorizationOptions options)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.DefaultPolicy = signedIn;
        options.FallbackPolicy = signedIn; // pages that name no policy, and unknown addresses, still need a session
        foreach (var permission in Enum.GetValues<Permission>())
        {
            options.AddPolicy(
                NeedsAttribute.PolicyOf(permission),
                policy => policy.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)));
        }
    }

    /// <summary>
    /// A sign-in form that was open for days, or while somebody signed in or out in another tab, fails antiforgery validation: its page is shown
    /// again with an explanation instead of a bare 400.
    /// </summary>
    private static Task ExplainStaleForm(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } && http.Request.Path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase))
        {
            var returnUrl = http.Request.Query["returnUrl"].ToString();
            http.Features.Set<IAntiforgeryValidationFeature>(null);
            http.Request.Method = HttpMethods.Get;
            http.Request.QueryString = QueryString.Create("reason", SignInReasons.FormExpired);
            if (returnUrl.Length > 0)
                http.Request.QueryString = http.Request.QueryString.Add("returnUrl", returnUrl);

            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return next(http);
    }

    private static void AddForwardedHeaders(IServiceCollection services, IConfiguration configuration)
    {
        // Without configuration no proxy is trusted: these headers decide who the client is and whether the request used HTTPS.
        var proxies = ProxyCheck.Of(configuration);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // CloudFront and the balancer, one behind the other: each of them has to be known, however many there are.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
            {
                if (proxy.Contains('/', StringComparison.Ordinal))
                    options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                else
                    options.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
        });
    }
}
