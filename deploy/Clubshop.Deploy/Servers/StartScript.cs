using System.Text;

namespace Clubshop.Deploy.Servers;

/// <summary>What a server does when it starts: <c>start.sh</c> below the variables that it needs.</summary>
public static class StartScript
{
    /// <summary>The script.</summary>
    /// <param name="variables">Of the shell; values may have no apostrophe.</param>
    /// <param name="settings">Of the program, as environment variables.</param>
    public static string Of(IReadOnlyDictionary<string, string> variables, IReadOnlyDictionary<string, string> settings)
    {
        var script = new StringBuilder("#!/bin/bash\n");
        foreach (var (name, value) in variables)
            script.Append(name).Append("='").Append(value).Append("'\n");
        script.Append("SETTINGS='").AppendJoin('\n', settings.Select(setting => $"{setting.Key}={setting.Value}")).Append("'\n");
        return script.Append(Body()).ToString();
    }

    private static string Body()
    {
        using var stream = typeof(StartScript).Assembly.GetManifestResourceStream("start.sh") ?? throw new InvalidOperationException("start.sh is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("#!/bin/bash\n", "", StringComparison.Ordinal);
    }
}
