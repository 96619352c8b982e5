using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Writes a minified style sheet again without the rules all of whose selectors are of what is not used. Compiled by RootContent.targets.</summary>
public sealed class TrimStyles : Task
{
    /// <summary>The style sheet.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>Where the rest of it goes.</summary>
    [Required]
    public string Target { get; set; } = "";

    /// <summary>A selector that this finds is dropped.</summary>
    [Required]
    public string Unused { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var unused = new Regex(Unused, RegexOptions.CultureInvariant);
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllText(Target, Trim(File.ReadAllText(Source), unused));
        return true;
    }

    private static string Trim(string css, Regex unused)
    {
        var kept = new StringBuilder(css.Length);
        for (var at = 0; at < css.Length;)
        {
            var open = css.IndexOf('{', at);
            var end = css.IndexOf(';', at);
            if (open < 0 || (end >= 0 && end < open))
            {
                // A statement without a block: @charset, @import.
                end = end < 0 ? css.Length - 1 : end;
                kept.Append(css, at, end + 1 - at);
                at = end + 1;
                continue;
            }

            var close = CloseOf(css, open);
            var head = css.Substring(at, open - at);
            var body = css.Substring(open + 1, close - open - 1);
            at = close + 1;
            if (head.StartsWith("@media", StringComparison.Ordinal) || head.StartsWith("@supports", StringComparison.Ordinal))
            {
                body = Trim(body, unused);
                if (body.Length > 0)
                    kept.Append(head).Append('{').Append(body).Append('}');
                continue;
            }

            if (!head.StartsWith("@", StringComparison.Ordinal))
                head = string.Join(",", SelectorsOf(head).FindAll(selector => !unused.IsMatch(selector)));
            if (head.Length > 0)
                kept.Append(head).Append('{').Append(body).Append('}');
        }

        return kept.ToString();
    }

    private static int CloseOf(string css, int open)
    {
        var depth = 0;
        for (var at = open; at < css.Length; at++)
        {
            depth += css[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }

        throw new InvalidDataException("A block does not end.");
    }

    // The commas of :is(a,b) separate nothing here.
    private static List<string> SelectorsOf(string head)
    {
        var (selectors, depth, start) = (new List<string>(), 0, 0);
        for (var at = 0; at < head.Length; at++)
        {
            depth += head[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (head[at] == ',' && depth == 0)
            {
                selectors.Add(head.Substring(start, at - start));
                start = at + 1;
            }
        }

        selectors.Add(head.Substring(start));
        return selectors;
    }
}
