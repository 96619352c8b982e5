// Lists the texts that people read, so that somebody can read them all in one sitting:
//
//   dotnet run eng/list-texts.cs                  every text of the portal: file:line, kind, text
//   dotnet run eng/list-texts.cs -- --logs        log messages and exceptions instead
//   dotnet run eng/list-texts.cs -- --untranslated   only those outside L["…"], L.Later and L.With (eng/texts.cs)
//   dotnet run eng/list-texts.cs -- src/Clubshop.Admin/Offers    one folder or file (or several)
//
// It reads the source, not the compiled code: markup and attributes of .razor files, and string literals of .cs files that look like
// words. It shows a literal as it is written, with its holes. Demo data and the gallery of controls are left out.
#:property TreatWarningsAsErrors=false
#:property RestorePackagesWithLockFile=false
#:property GenerateDocumentationFile=false
#:property RunAnalyzers=false
#:property PublishAot=false

using System.Text;
using System.Text.RegularExpressions;

var logs = args.Contains("--logs");
var untranslated = args.Contains("--untranslated");
var folders = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).DefaultIfEmpty("src/Clubshop.Admin").ToList();
var files = folders
    .SelectMany(folder => File.Exists(folder) ? [folder] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
    .Select(file => file.Replace('\\', '/'))
    .Where(file => (file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        && !file.Contains("/obj/", StringComparison.Ordinal) && !Regex.IsMatch(file, @"/(Ops/(Demo|Generated)\w+|Ui/Gallery/.*)\.\w+$")
        && !file.Contains("/bin/", StringComparison.Ordinal))
    .Order(StringComparer.Ordinal)
    .ToList();
var shown = ShownParameters(files);
var count = 0;
foreach (var file in files)
{
    var source = File.ReadAllText(file);
    var texts = file.EndsWith(".razor", StringComparison.Ordinal) ? Razor(source, shown) : CSharp(source, 0, source.Length, IsOfLabels(file));
    foreach (var text in texts.Where(text => text.IsLog == logs && !(untranslated && IsTranslated(source, text.At))).OrderBy(text => text.At))
    {
        var line = 1 + source.AsSpan(0, text.At).Count('\n');
        Console.WriteLine($"{file}:{line}\t{text.Kind}\t{Whitespace().Replace(text.Value, " ").Trim()}");
        count++;
    }
}

Console.Error.WriteLine($"{count} texts in {files.Count} files");

// Inside the brackets of L, or a noun of Format.Count, which translates it.
static bool IsTranslated(string source, int at)
{
    var before = source[Math.Max(0, at - 600)..at];
    return Regex.IsMatch(before, @"(?<![\w.])L\[([^\]\[]|\[[^\]]*\])*$|(?<![\w.])L\.(Later|With)\(\s*$|\bCount\([^;]*$|<Column\b[^<]*Title=""$");
}

static bool IsOfLabels(string file) => Regex.IsMatch(file, @"(Labels|Words|Texts|Reasons|Refusals|Fields|Navigation|Deeds|Icons)\.cs$");

// Parameters of components that take text: what the components declare as strings, and HTML's own.
static HashSet<string> ShownParameters(IEnumerable<string> files)
{
    HashSet<string> names = ["aria-label", "aria-description", "title", "alt", "placeholder"];
    foreach (var file in files.Where(file => file.Contains(".razor", StringComparison.Ordinal)))
    {
        foreach (Match match in Regex.Matches(File.ReadAllText(file), @"\[Parameter[^\]]*\]\s*public\s+(?:required\s+)?(?:string|RenderFragment)\??\s+(\w+)"))
        {
            names.Add(match.Groups[1].Value);
        }
    }

    // Addresses, ids and names of classes.
    names.ExceptWith(["Id", "Href", "Url", "Icon", "Class", "Name", "Type", "Prefix", "Autocomplete", "InputMode", "Accept", "Form", "Pattern", "Field", "ChildContent"]);
    return names;
}

static List<Text> Razor(string source, HashSet<string> shown)
{
    var found = new List<Text>();
    var code = Regex.Match(source, @"^@code\b", RegexOptions.Multiline) is { Success: true } match ? match.Index : source.Length;
    var run = 0; // where the text since the last tag began
    var at = 0;
    while (at < code)
    {
        if (Starts(source, at, "@*"))
        {
            Markup(source, run, at, found);
            at = run = After(source, at, "*@");
        }
        else if (Starts(source, at, "<!--"))
        {
            Markup(source, run, at, found);
            at = run = After(source, at, "-->");
        }
        else if (source[at] == '@' && at + 1 < code && source[at + 1] == '(')
        {
            var end = Balanced(source, at + 1);
            found.AddRange(CSharp(source, at, end, false));
            at = end;
        }
        else if (source[at] == '"' && LineIsCode(source, at))
        {
            var end = Literal(source, at, out _);
            found.AddRange(CSharp(source, at, end, false));
            at = end;
        }
        else if (source[at] == '<' && at + 1 < code && (char.IsAsciiLetter(source[at + 1]) || source[at + 1] == '/') && !IsGeneric(source, at))
        {
            Markup(source, run, at, found);
            at = run = Tag(source, at, shown, found);
        }
        else
        {
            at++;
        }
    }

    Markup(source, run, code, found);
    found.AddRange(CSharp(source, code, source.Length, false));
    return found;
}

// "List<Offer>" in a line of code is no tag: a letter stands before the bracket, and no tag ended there.
static bool IsGeneric(string source, int at) => at > 0 && char.IsLetterOrDigit(source[at - 1]) && LineIsCode(source, at);

// One tag with its attributes; returns the place after it.
static int Tag(string source, int start, HashSet<string> shown, List<Text> found)
{
    var at = start + 1;
    while (at < source.Length && source[at] != '>')
    {
        var attribute = AttributeStart().Match(source, at);
        if (!attribute.Success || attribute.Index != at)
        {
            at++;
            continue;
        }

        var name = attribute.Groups[1].Value;
        var begin = at + attribute.Length;
        var end = begin;
        while (end < source.Length && source[end] != '"')
        {
            end = source[end] == '@' && end + 1 < source.Length && source[end + 1] == '(' ? Balanced(source, end + 1) : end + 1;
        }

        var value = source[begin..end];
        var expression = value.StartsWith('@');
        if (expression || value.Contains("@(", StringComparison.Ordinal) || value.StartsWith('$'))
        {
            found.AddRange(CSharp(source, begin, end, shown.Contains(name)));
        }

        if (!expression && shown.Contains(name) && IsWords(value, single: true) && !Regex.IsMatch(value, @"^\$|^[\w.]+\.[\w.]+$|[()?=]|^_"))
        {
            found.Add(new(begin, name, value, false));
        }

        at = end + 1;
    }

    return Math.Min(at + 1, source.Length);
}

// Text between two tags, without lines of code.
static void Markup(string source, int from, int to, List<Text> found)
{
    for (var at = from; at < to;)
    {
        var end = source.IndexOf('\n', at, to - at);
        end = end < 0 ? to : end;
        var line = source[at..end];
        var bare = Regex.Replace(Regex.Replace(Regex.Replace(line, @"@L\[\$?""([^""\\{]|\\.|\{(?>[^{}]|(?<o>\{)|(?<-o>\}))*\})*""\]", ""), @"@\((?>[^()]|(?<o>\()|(?<-o>\)))*\)", ""), @"@[\w.?!]+(\((?>[^()]|(?<o>\()|(?<-o>\)))*\))?", "");
        if (!IsCode(line) && Regex.IsMatch(bare, @"\p{L}{2}"))
        {
            found.Add(new(at + (line.Length - line.TrimStart().Length), "markup", line, false));
        }

        at = end + 1;
    }
}

static bool LineIsCode(string source, int at)
{
    var begin = source.LastIndexOf('\n', at) + 1;
    return IsCode(source[begin..at]);
}

static bool IsCode(string line) => Regex.IsMatch(line,
    @"^\s*(@(if|foreach|for|while|switch|using|inject|page|layout|attribute|inherits|implements|typeparam|namespace|rendermode|preservewhitespace|else|\{)|else\b|if \(|foreach \(|switch \(|case |default:|break;|var |await |return |[{}()]+\s*$|//|\w+(\.\w+)* = |&& |\|\| |[?:] )|;\s*$|=>");

// The string literals of a stretch of C#.
static List<Text> CSharp(string source, int from, int to, bool single)
{
    var found = new List<Text>();
    for (var at = from; at < to;)
    {
        if (Starts(source, at, "//"))
        {
            at = After(source, at, "\n");
        }
        else if (Starts(source, at, "/*"))
        {
            at = After(source, at, "*/");
        }
        else if (source[at] == '\'' && CharLiteral().Match(source, at) is { Success: true } one && one.Index == at)
        {
            at += one.Length;
        }
        else if (source[at] == '"')
        {
            var end = Literal(source, at, out var value);
            var before = Statement(source, from, at);
            if (IsWords(value, single) && !IsTechnical(before, value))
            {
                found.Add(new(at, Kind(before), value, Regex.IsMatch(before, @"LoggerMessage|\bLog\w*\(|new \w*Exception\(|throw ")));
            }

            at = end;
        }
        else
        {
            at++;
        }
    }

    return found;
}

// What stands before a literal in its statement, on at most three lines.
static string Statement(string source, int from, int at)
{
    var begin = Math.Max(from, at - 400);
    var stretch = source[begin..at];
    var cut = Math.Max(stretch.LastIndexOf(";\n", StringComparison.Ordinal), Math.Max(stretch.LastIndexOf("{\n", StringComparison.Ordinal), stretch.LastIndexOf("}\n", StringComparison.Ordinal)));
    return cut < 0 ? stretch : stretch[cut..];
}

static string Kind(string before) =>
    Regex.Match(before, @"new (Problem|\w*Exception)\([^;]*$") is { Success: true } made ? made.Groups[1].Value
    : before.Contains("LoggerMessage", StringComparison.Ordinal) ? "log"
    : "text";

static bool IsTechnical(string before, string value) =>
    Regex.IsMatch(before, @"(Justification|SuppressMessage|Regex|\bName) ?[=(][^,]*$|\[(Inject|Route|Page)")
    || Regex.IsMatch(value, @"^(SET|ADD|REMOVE|attribute_|#|:|/|\.|<|@media|M\d)|attribute_(not_)?exists|[#:]\w+ (=|<|>|and|AND)|^[\w-]+: |^\w+=|max-age|default-src|-src |^[a-z-]+/[a-z]");

// Words: two of them, or one where labels are; not an identifier, a code or a format.
static bool IsWords(string value, bool single)
{
    var bare = Regex.Replace(value, @"\{[^{}]*\}", " ");
    return single ? Regex.IsMatch(bare, @"\p{L}{2}") && !Regex.IsMatch(bare, @"^[a-z]+([-._:][a-z]+)*$|^[a-z]+[A-Z]\w*$|/")
        : Regex.IsMatch(bare, @"\p{L}{2,}\S* \S*\p{L}|\p{L}\S* \S*\p{L}{2,}") || Regex.IsMatch(bare, @"^\s*\p{Lu}\p{Ll}+[.:?]?\s*$|^ \p{L}{2,}|\p{L}{2}[.:?] ?$");
}

// One literal with everything in its holes; returns the place after its end.
static int Literal(string source, int quote, out string value)
{
    var interpolated = false;
    var verbatim = false;
    for (var before = quote - 1; before >= 0 && source[before] is '$' or '@'; before--)
    {
        interpolated |= source[before] == '$';
        verbatim |= source[before] == '@' && before + 1 == quote && before > 0 && !char.IsLetterOrDigit(source[before - 1]) && source[before - 1] is not ('"' or '>');
    }

    var quotes = 0;
    while (quote + quotes < source.Length && source[quote + quotes] == '"')
    {
        quotes++;
    }

    if (quotes >= 3)
    {
        var close = source.IndexOf(new string('"', quotes), quote + quotes, StringComparison.Ordinal);
        close = close < 0 ? source.Length : close;
        value = source[(quote + quotes)..close];
        return Math.Min(close + quotes, source.Length);
    }

    var at = quote + 1;
    while (at < source.Length && source[at] is not ('"' or '\n'))
    {
        if (source[at] == '\\' && !verbatim)
        {
            at += 2;
        }
        else if (interpolated && source[at] == '{')
        {
            at = Starts(source, at, "{{") ? at + 2 : Balanced(source, at);
        }
        else
        {
            at++;
        }
    }

    value = source[(quote + 1)..Math.Min(at, source.Length)];
    return Math.Min(at + 1, source.Length);
}

// The place after the bracket that closes the one here; literals inside may hold brackets of their own.
static int Balanced(string source, int open)
{
    var depth = 0;
    for (var at = open; at < source.Length;)
    {
        if (source[at] == '"')
        {
            at = Literal(source, at, out _);
            continue;
        }

        if (source[at] == '\'' && CharLiteral().Match(source, at) is { Success: true } one && one.Index == at)
        {
            at += one.Length;
            continue;
        }

        depth += source[at] is '(' or '{' or '[' ? 1 : source[at] is ')' or '}' or ']' ? -1 : 0;
        at++;
        if (depth == 0)
        {
            return at;
        }
    }

    return source.Length;
}

static bool Starts(string source, int at, string with) => string.CompareOrdinal(source, at, with, 0, with.Length) == 0;

static int After(string source, int at, string end)
{
    var found = source.IndexOf(end, at, StringComparison.Ordinal);
    return found < 0 ? source.Length : found + end.Length;
}

internal sealed record Text(int At, string Kind, string Value, bool IsLog);

internal static partial class Program
{
    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"([@\w:.-]+)=""")]
    private static partial Regex AttributeStart();

    [GeneratedRegex(@"'(\\.[^']*|[^'\\])'")]
    private static partial Regex CharLiteral();
}
