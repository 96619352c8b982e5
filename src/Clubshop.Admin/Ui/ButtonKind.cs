namespace Clubshop.Admin.Ui;

/// <summary>How loud a <see cref="Button"/> is.</summary>
public enum ButtonKind
{
    /// <summary>Outlined.</summary>
    Plain,

    /// <summary>Filled with the accent: one a page.</summary>
    Main,

    /// <summary>Words alone.</summary>
    Bare,

    /// <summary>Outlined, red words: takes something away.</summary>
    Danger,

    /// <summary>Filled red: the last word of a dialog that takes something away.</summary>
    DangerMain,
}
