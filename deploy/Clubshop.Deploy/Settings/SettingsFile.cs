using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Clubshop.Deploy.Settings;

/// <summary>Reads the file of an environment, and names everything that is missing or wrong in it at once.</summary>
public static partial class SettingsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads <c>environments/NAME.json</c> below a folder.</summary>
    /// <exception cref="FileNotFoundException">There is no such environment.</exception>
    /// <exception cref="JsonException">The file cannot be read, or has a setting that does not exist.</exception>
    public static EnvironmentSettings Read(string folder, string name)
    {
        var path = Path.Combine(folder, "environments", name + ".json");
        return JsonSerializer.Deserialize<EnvironmentSettings>(File.ReadAllText(path), Json) ?? throw new JsonException($"{path} is empty.");
    }

    /// <summary>What is missing or wrong, one sentence each; empty when it can be deployed.</summary>
    public static IReadOnlyList<string> ProblemsOf(EnvironmentSettings settings)
    {
        List<string> problems = [];
        Needs(settings.Name is "production" or "development" or "backup", "name must be production, development or backup.");
        Needs(Account.IsMatch(settings.Account), "account must be the 12 digits of the AWS account (aws sts get-caller-identity).");
        Needs(settings.Region.Length > 0, "region is missing, such as ap-south-1.");
        Needs(
            settings.Zones.Count == 2 && settings.Zones.Distinct(StringComparer.Ordinal).Count() == 2 && settings.Zones.All(zone => zone.StartsWith(settings.Region, StringComparison.Ordinal)),
            "zones must be two availability zones of the region.");
        Needs(Network.IsMatch(settings.Network), "network must be the first half of the private addresses, such as 10.1.");
        Needs(settings.TablePrefix.EndsWith('-'), "tablePrefix must end with a hyphen, such as clubshop-.");
        Needs(Domain.IsMatch(settings.Domain), "domain must be the domain whose zone is in Route 53, such as clubshop.example.");
        Needs(settings.HostedZone.StartsWith('Z'), "hostedZone must be the id of the domain's zone (aws route53 list-hosted-zones), which begins with Z.");
        Needs(
            settings.Certificate.StartsWith("arn:aws:acm:us-east-1:", StringComparison.Ordinal),
            "certificate must be the ARN of a certificate in us-east-1 for the domain and *.domain: deploy the stack …-certificate and take its output.");
        Needs(
            settings.CloudFrontPrefixList.StartsWith("pl-", StringComparison.Ordinal),
            "cloudFrontPrefixList must be the id of com.amazonaws.global.cloudfront.origin-facing in the region (aws ec2 describe-managed-prefix-lists).");
        Needs(settings.AlarmEmail.Contains('@', StringComparison.Ordinal), "alarmEmail must be the address that gets alarms.");
        Needs(settings.PushApplication.Length > 0, "pushApplication must be the id of the End User Messaging application (aws pinpoint get-apps).");
        Needs(settings.BudgetDollars > 0, "budgetDollars must be what a month may cost.");
        Needs(settings.CacheNodes >= 2, "cacheNodes must be at least 2, one in each zone.");
        Needs(settings.CacheNode.StartsWith("cache.", StringComparison.Ordinal), "cacheNode must be a kind of cache node, such as cache.t4g.medium.");
        Needs(
            settings.SealingPrimary.Length == 0 ? settings.Name is not "backup" || settings.Standby : settings.Name is "backup" && settings.SealingPrimary.Contains(":key/mrk-", StringComparison.Ordinal),
            "sealingPrimary must be, in the backup environment, the ARN of production's sealing key (an output of its stack data), before it is switched to.");
        Group(settings.Portal, "portal");
        Group(settings.Api, "api");
        Needs(
            settings.AdministratorAddresses.All(network => IPNetwork.TryParse(network, out var parsed) && parsed.PrefixLength >= 24),
            "administratorAddresses must be networks of at most 256 addresses, such as 203.0.113.0/28.");
        return problems;

        void Group(GroupSettings group, string name)
        {
            Needs(group.Smallest >= 2, name + ".smallest must be at least 2, one in each zone.");
            Needs(group.Largest > group.Smallest, name + ".largest must be more than smallest, or nothing can scale out.");
            Needs(group.Instance.Contains('.', StringComparison.Ordinal), name + ".instance must be an instance type, such as m7i.large.");
        }

        void Needs(bool holds, string problem)
        {
            if (!holds)
                problems.Add(problem);
        }
    }

    [GeneratedRegex(@"^\d{12}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Account { get; }

    [GeneratedRegex(@"^10\.\d{1,3}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Network { get; }

    [GeneratedRegex(@"^([a-z0-9-]+\.)+[a-z]{2,}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Domain { get; }
}
