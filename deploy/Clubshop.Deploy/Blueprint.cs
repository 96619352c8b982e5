using Amazon.CDK;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Delivery;
using Clubshop.Deploy.Front;
using Clubshop.Deploy.Network;
using Clubshop.Deploy.People;
using Clubshop.Deploy.Servers;
using Clubshop.Deploy.Settings;
using Clubshop.Deploy.Watch;
using Environment = Amazon.CDK.Environment;

namespace Clubshop.Deploy;

/// <summary>
/// The one blueprint of every environment. Each stack holds what lives equally long: data outlives servers, and the network both.
/// </summary>
/// <param name="Data">Keys, tables, buckets, secrets, backups.</param>
/// <param name="Identity">The two user pools.</param>
/// <param name="Network">Segments and who may reach whom.</param>
/// <param name="Servers">Cache, balancer, servers, and their alarms: they are replaced together.</param>
/// <param name="Front">CloudFront and names.</param>
/// <param name="Account">Trail, budget, roles of people.</param>
/// <param name="Pipeline">Delivery; null without a source.</param>
public sealed record Blueprint(
    DataStack Data, IdentityStack Identity, NetworkStack Network, ServersStack Servers, FrontStack Front, AccountStack Account, PipelineStack? Pipeline)
{
    /// <summary>Makes the stacks of an environment.</summary>
    /// <param name="app">What they belong to.</param>
    /// <param name="settings">The environment; checked by <see cref="SettingsFile.ProblemsOf"/>.</param>
    /// <param name="version">The version that the servers run: the name of its archives in the bucket of artifacts.</param>
    public static Blueprint Build(App app, EnvironmentSettings settings, string version)
    {
        Tags.Of(app).Add("system", "clubshop");
        Tags.Of(app).Add("environment", settings.Name);

        var network = new NetworkStack(app, settings);
        var data = new DataStack(app, settings);
        var identity = new IdentityStack(app, settings);
        var servers = new ServersStack(app, settings, version, network, data, identity);
        var front = new FrontStack(app, settings, data, servers);
        var account = new AccountStack(app, settings, data, identity);
        var pipeline = settings.Source is { } source ? new PipelineStack(app, settings, source, data) : null;
        return new(data, identity, network, servers, front, account, pipeline);
    }

    internal static StackProps PropsOf(EnvironmentSettings settings, string name, string description, string? region = null) => new()
    {
        StackName = $"{settings.Prefix}-{name}",
        Description = description,
        Env = new Environment { Account = settings.Account, Region = region ?? settings.Region },
        TerminationProtection = settings.KeepsData,
    };

    internal static RemovalPolicy RemovalOf(EnvironmentSettings settings) => settings.KeepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
