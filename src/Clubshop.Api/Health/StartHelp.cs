using Clubshop.Api.Tables;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Health;

/// <summary>What to start, in Development, as long as nothing answers where AWS should be.</summary>
internal sealed class StartHelp(IOptions<AwsOptions> aws, ReadGate gate, IHostEnvironment environment)
{
    /// <summary>A sentence for a developer; null if something answers, and outside Development.</summary>
    public string? Hint => environment.IsDevelopment() && gate.Answers is not true && aws.Value.EndpointAddress is { IsLoopback: true } address
        ? $"Nothing answers at {address.AbsoluteUri.TrimEnd('/')} (Aws:Endpoint). Start the portal in another terminal, dotnet run --project src/Clubshop.Admin, "
            + "and give Aws:Endpoint and Cache:Nodes:0 the addresses that it prints if they are others than usual."
        : null;
}
