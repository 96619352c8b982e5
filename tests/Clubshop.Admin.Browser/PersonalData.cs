using System.Text;
using Clubshop.Admin.Ops;

namespace Clubshop.Admin.Browser;

/// <summary>
/// Looks for personal data of the demo's customers in every byte of what a portal keeps and logs: its tables with the audit log, its files,
/// its output. Their names, mail domain and range of numbers occur nowhere else. The user pool and the outbox are where they belong.
/// </summary>
internal static class PersonalData
{
    private static readonly string[] Allowed = ["cognito", "outbox"];

    /// <summary>What was found where; empty where nothing was.</summary>
    /// <param name="portal">A portal that has ended: what it still holds in memory would not be on the disk.</param>
    /// <param name="alsoWhereItBelongs">Whether the user pool and the outbox are looked through as well.</param>
    public static IReadOnlyList<string> FoundIn(Portal portal, bool alsoWhereItBelongs = false)
    {
        List<string> found = [.. Find("output", Encoding.UTF8.GetBytes(portal.AllOutput))];
        foreach (var file in Directory.EnumerateFiles(portal.Folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(portal.Folder, file);
            if (alsoWhereItBelongs || !Allowed.Any(allowed => name.StartsWith(allowed, StringComparison.Ordinal)))
                found.AddRange(Find(name, File.ReadAllBytes(file)));
        }

        return found;
    }

    private static IEnumerable<string> Find(string where, byte[] bytes) =>
        Markers().Where(marker => bytes.AsSpan().IndexOf(marker.Bytes) >= 0).Select(marker => $"{where}: {marker.What}");

    private static IEnumerable<(string What, byte[] Bytes)> Markers()
    {
        foreach (var text in DemoCustomers.GivenNames.Concat(DemoCustomers.FamilyNames).Append(DemoCustomers.MailDomain).Append(DemoCustomers.NumberRange))
        {
            yield return (text, Encoding.UTF8.GetBytes(text));
            yield return (text + " (UTF-16)", Encoding.Unicode.GetBytes(text));
            yield return (text + " (lower case)", Encoding.UTF8.GetBytes(text.ToLowerInvariant()));
            if (text.Any(c => c > 127))
                yield return (text + " (JSON)", Encoding.UTF8.GetBytes(string.Concat(text.Select(c => $"\\u{(int)c:x4}"))));
        }

        // Base64 reads differently at each of three places.
        foreach (var text in (string[])[DemoCustomers.MailDomain, DemoCustomers.NumberRange[1..]])
        {
            for (var shift = 0; shift < 3; shift++)
            {
                var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', shift) + text));
                var whole = encoded[(shift == 0 ? 0 : 4)..^4];
                if (whole.Length >= 8)
                    yield return (text + " (base64)", Encoding.ASCII.GetBytes(whole));
            }
        }
    }
}
