// The portal's texts in other languages (docs/decisions/0034-the-english-text-is-the-key.md):
//
//   dotnet run eng/texts.cs                          what is wrong: texts without Hindi, Hindi without a text, holes that differ; ends with 1 if there is any
//   dotnet run eng/texts.cs -- missing FOLDER        the texts of a folder that have no Hindi, one a line, as "add" takes them
//   dotnet run eng/texts.cs -- add FOLDER FILE       puts lines "English<tab>Hindi" into the folder's Texts.hi.resx, sorted; replaces what is there
//   dotnet run eng/texts.cs -- prune                 removes Hindi that no text asks for
//
// The gallery of controls and the page of the embedded AWS are for developers, and in English. A text is what stands in L["…"], L[$"…"], L.Later("…") and L.With("…", …), a noun of Format.Count, the title of a column, and "To" of [Needs].
#:property TreatWarningsAsErrors=false
#:property RestorePackagesWithLockFile=false
#:property GenerateDocumentationFile=false
#:property RunAnalyzers=false
#:property PublishAot=false

using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Root = "src/Clubshop.Admin";
const string Name = "Texts.hi.resx";
var wrong = new List<string>();
var asked = Asked(Root, wrong);
var files = Directory.EnumerateFiles(Root, Name, SearchOption.AllDirectories).Where(file => !file.Contains("/obj/") && !file.Contains("/bin/")).Order(StringComparer.Ordinal).ToList();
var has = new Dictionary<string, (string Hindi, string File)>(StringComparer.OrdinalIgnoreCase);
foreach (var file in files)
{
    foreach (var (english, hindi) in Read(file))
    {
        if (has.TryGetValue(english, out var before) && before.Hindi != hindi)
            wrong.Add($"{file}: “{english}” is “{before.Hindi}” in {before.File}");
        has[english] = (hindi, file);
        if (!Holes(english).SetEquals(Holes(hindi)))
            wrong.Add($"{file}: “{english}” and “{hindi}” do not have the same holes");
    }
}

switch (args.FirstOrDefault())
{
    case "missing":
        foreach (var text in asked.Where(text => text.Value.StartsWith(args[1], StringComparison.Ordinal) && !has.ContainsKey(text.Key)).OrderBy(text => text.Value, StringComparer.Ordinal))
            Console.WriteLine(Escape(text.Key));
        return 0;
    case "add":
        var target = Path.Combine(args[1], Name);
        var texts = File.Exists(target) ? Read(target) : new(StringComparer.OrdinalIgnoreCase);
        foreach (var line in File.ReadAllLines(args[2]).Where(line => line.Contains('\t')))
        {
            var parts = line.Split('\t', 2).Select(part => part.Replace("\\n", "\n")).ToList();
            texts[parts[0]] = parts[1].Trim();
        }

        Write(target, texts);
        return 0;
    case "prune":
        foreach (var file in files)
            Write(file, new(Read(file).Where(text => asked.ContainsKey(text.Key)), StringComparer.OrdinalIgnoreCase));
        return 0;
    default:
        wrong.AddRange(asked.Where(text => !has.ContainsKey(text.Key)).Select(text => $"{text.Value}: “{Escape(text.Key)}” has no Hindi"));
        wrong.AddRange(has.Where(text => !asked.ContainsKey(text.Key)).Select(text => $"{text.Value.File}: nothing asks for “{Escape(text.Key)}”"));
        foreach (var line in wrong.Order(StringComparer.Ordinal))
            Console.WriteLine(line);
        Console.Error.WriteLine($"{asked.Count} texts, {has.Count} in Hindi, {wrong.Count} wrong");
        return wrong.Count == 0 ? 0 : 1;
}

static string Escape(string text) => text.Replace("\n", "\\n");

static HashSet<string> Holes(string text) => [.. Regex.Matches(text, @"\{\d\}").Select(match => match.Value)];

static Dictionary<string, string> Read(string file) => new(
    XDocument.Load(file).Root!.Elements("data").Select(data => KeyValuePair.Create(data.Attribute("name")!.Value, data.Element("value")!.Value)), StringComparer.OrdinalIgnoreCase);

static void Write(string file, Dictionary<string, string> texts)
{
    XElement Header(string name, string value) => new("resheader", new XAttribute("name", name), new XElement("value", value));
    var root = new XElement("root",
        Header("resmimetype", "text/microsoft-resx"), Header("version", "2.0"),
        Header("reader", "System.Resources.ResXResourceReader, System.Windows.Forms"), Header("writer", "System.Resources.ResXResourceWriter, System.Windows.Forms"),
        texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => new XElement("data",
            new XAttribute("name", text.Key), new XAttribute(XNamespace.Xml + "space", "preserve"), new XElement("value", text.Value))));
    File.WriteAllText(file, root.ToString() + "\n");
}

// Every text that is asked for, with where it stands first.
static Dictionary<string, string> Asked(string root, List<string> wrong)
{
    var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
    foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Where(file => (file.EndsWith(".cs") || file.EndsWith(".razor")) && !file.Contains("/obj/") && !file.Contains("/bin/") && !Regex.IsMatch(file, "/(Gallery|Embedded)/")).Order(StringComparer.Ordinal))
    {
        var source = File.ReadAllText(file);
        string At(int at) => $"{file}:{1 + source.AsSpan(0, at).Count('\n')}";
        foreach (Match match in Regex.Matches(source, @"(?<![\w.])L(\[|\.Later\(|\.With\()"))
        {
            if (Regex.IsMatch(source[(source.LastIndexOf('\n', match.Index) + 1)..match.Index], @"^\s*//"))
                continue; // a comment
            var end = Balanced(source, match.Index + match.Length - 1);
            var first = match.Value == "L.With(";
            var count = 0;
            for (var at = match.Index + match.Length; at < end && !(first && count > 0);)
            {
                if (source[at] == '\'' && Regex.Match(source[at..], @"^'(\\.[^']*|[^'\\])'") is { Success: true } one)
                {
                    at += one.Length;
                }
                else if (source[at] == '"')
                {
                    var next = Literal(source, at, out var key, out var interpolated);
                    if (interpolated && (match.Value != "L[" || source[(match.Index + match.Length)..at].Trim('$', ' ', '\n').Length > 0))
                        wrong.Add($"{At(at)}: a sentence with values stands alone in L[$\"…\"]");
                    else if (Regex.IsMatch(source[next..end], @"^\s*\+"))
                        wrong.Add($"{At(at)}: a text is one literal");
                    else if (key.Length > 0)
                    {
                        // L["Open", "no end"]: a text with what is meant.
                        if (match.Value == "L[" && Regex.Match(source[next..end], @"^, ""([^""]+)""\]$") is { Success: true } meaning)
                        {
                            key += "|" + meaning.Groups[1].Value;
                            next = end;
                        }
                        found.TryAdd(key, At(at));
                    }
                    count++;
                    at = next;
                }
                else
                {
                    at++;
                }
            }
        }

        // Nouns, which Format.Count translates, and what a page is needed for, which is said where it is refused.
        foreach (Match match in Regex.Matches(source, @"\bFormat\.Count\(|(?<![\w.])Count\((?=\w+, "")"))
        {
            var end = Balanced(source, match.Index + match.Length - 1);
            foreach (Match noun in Regex.Matches(source[match.Index..end], @"(?<=[,:?]\s*)""([^""{}]+)"""))
                found.TryAdd(noun.Groups[1].Value, At(match.Index));
        }

        foreach (Match match in Regex.Matches(source, @"\[Needs\([^\]]*\bTo = ""([^""]+)"""))
            found.TryAdd(match.Groups[1].Value, At(match.Index));
        foreach (Match match in Regex.Matches(source, @"<Column\b[^<]*?\sTitle=""([^""@]+)"""))
            found.TryAdd(match.Groups[1].Value, At(match.Index));
    }

    return found;
}

// A string literal as text, with {0} for its holes; returns the place after it.
static int Literal(string source, int quote, out string key, out bool interpolated)
{
    interpolated = false;
    var verbatim = false;
    for (var before = quote - 1; before >= 0 && source[before] is '$' or '@'; before--)
    {
        interpolated |= source[before] == '$';
        verbatim |= source[before] == '@' && before > 0 && source[before - 1] is '$' or '(' or '[' or ' ';
    }

    var text = new StringBuilder();
    var hole = 0;
    var at = quote + 1;
    while (at < source.Length && source[at] != '"')
    {
        if (source[at] == '\\' && !verbatim)
        {
            var unicode = source[at + 1] == 'u';
            text.Append(unicode ? ((char)Convert.ToInt32(source.Substring(at + 2, 4), 16)).ToString() : source[at + 1] switch { 'n' => "\n", 't' => "\t", var other => other.ToString() });
            at += unicode ? 6 : 2;
        }
        else if (interpolated && source[at] == '{')
        {
            if (source[at + 1] == '{')
            {
                text.Append('{');
                at += 2;
            }
            else
            {
                text.Append('{').Append(hole++).Append('}');
                at = Balanced(source, at);
            }
        }
        else
        {
            text.Append(source[at]);
            at += interpolated && source[at] == '}' ? 2 : 1;
        }
    }

    key = text.ToString();
    return at + 1;
}

// The place after the bracket that closes the one here.
static int Balanced(string source, int open)
{
    var depth = 0;
    for (var at = open; at < source.Length;)
    {
        if (source[at] == '"')
        {
            at = Literal(source, at, out _, out _);
            continue;
        }

        if (source[at] == '\'' && Regex.Match(source[at..Math.Min(at + 12, source.Length)], @"^'(\\.[^']*|[^'\\])'") is { Success: true } one)
        {
            at += one.Length;
            continue;
        }

        depth += source[at] is '(' or '{' or '[' ? 1 : source[at] is ')' or '}' or ']' ? -1 : 0;
        at++;
        if (depth == 0)
            return at;
    }

    return source.Length;
}
