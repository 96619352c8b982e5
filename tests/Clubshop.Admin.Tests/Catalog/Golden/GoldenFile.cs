using System.Text;

namespace Clubshop.Admin.Tests.Catalog.Golden;

/// <summary>
/// Compares an output with the file that was committed below this folder. With <c>CLUBSHOP_GOLDEN=write</c> in the environment the files are
/// written instead; read the difference before you commit it, because other programs depend on what is in them.
/// </summary>
internal static class GoldenFile
{
    private const int MaxLines = 40;

    /// <summary>Whether the files are written instead of compared.</summary>
    public static bool Writes => Environment.GetEnvironmentVariable("CLUBSHOP_GOLDEN") == "write";

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The differences between the text and the file, to be read by a person; null when they are the same.</summary>
    /// <param name="name">The file's name, such as <c>offer/items.txt</c>.</param>
    /// <param name="actual">The text.</param>
    public static string? Differences(string name, string actual)
    {
        var path = Path.Combine(Root, "tests", "Clubshop.Admin.Tests", "Catalog", "Golden", name);
        if (Writes)
        {
            File.WriteAllText(path, actual);
            return null;
        }

        return File.Exists(path) ? Compare(name, File.ReadAllText(path), actual) : $"{name} is not there. Write it with CLUBSHOP_GOLDEN=write.";
    }

    /// <summary>The lines that differ, "-" for those of the file, "+" for those of the output.</summary>
    internal static string? Compare(string name, string expected, string actual)
    {
        if (expected == actual)
            return null;

        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var text = new StringBuilder(name).Append(" differs:\n");
        var lines = 0;
        for (int i = 0, j = 0; (i < left.Length || j < right.Length) && lines < MaxLines;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            // The nearest line that both have again.
            var (skipLeft, skipRight) = Meeting(left, i, right, j);
            foreach (var line in left[i..(i + skipLeft)])
                text.Append("- ").Append(++i).Append(": ").Append(line).Append('\n');
            foreach (var line in right[j..(j + skipRight)])
                text.Append("+ ").Append(++j).Append(": ").Append(line).Append('\n');
            lines += skipLeft + skipRight;
        }

        return text.ToString();
    }

    private static (int Left, int Right) Meeting(string[] left, int i, string[] right, int j)
    {
        for (var distance = 1; distance < 30; distance++)
        {
            for (var ahead = 0; ahead <= distance; ahead++)
            {
                var (l, r) = (i + ahead, j + distance - ahead);
                if (l < left.Length && r < right.Length && left[l] == right[r])
                    return (ahead, distance - ahead);
            }
        }

        return (left.Length - i, right.Length - j);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent!;

        return folder.FullName;
    }
}
