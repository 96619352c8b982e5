namespace Clubshop.Admin.Ui;

/// <summary>Emphasis of a <see cref="Button"/>.</summary>
public enum ButtonKind
{
    /// <summary>Outlined.</summary>
    Plain,

    /// <summary>Filled with the accent colour: one per page.</summary>
    Main,

    /// <summary>Text only.</summary>
    Bare,

    /// <summary>Outlined with red text: removes something.</summary>
    Danger,

    /// <summary>Filled red: confirms a dialog that removes something.</summary>
    DangerMain,
}
