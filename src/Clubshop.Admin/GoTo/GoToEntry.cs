using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.GoTo;

/// <summary>Something to do or to open that is always there: "New offer". A capability registers its own as singletons.</summary>
/// <param name="Text">Its name, as the button or link on the page has it.</param>
/// <param name="Href">The address of the page where it is done. Whoever may not open that page is not offered it.</param>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
public sealed record GoToEntry(string Text, string Href, string Icon)
{
    /// <summary>The heading of what can be done.</summary>
    public static string Actions { get; } = L.Later("Actions");

    /// <summary>The heading of pages.</summary>
    public static string Pages { get; } = L.Later("Pages");

    /// <summary>The heading it is listed under.</summary>
    public string Group { get; init; } = Actions;

    /// <summary>What doing it needs beside opening the page; null for nothing.</summary>
    public Permission? Permission { get; init; }

    /// <summary>Other words that people look for it by.</summary>
    public string Words { get; init; } = "";

    /// <summary>How it reads in the language of who looks, where that is not just <see cref="Text"/> translated.</summary>
    public Func<string>? Said { get; init; }
}
