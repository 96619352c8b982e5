namespace Clubshop.Admin.Ui.Fields;

/// <summary>How much of its row a field takes in <see cref="FieldGrid"/>; all of it on a phone.</summary>
public enum FieldWidth
{
    /// <summary>The row.</summary>
    Full,

    /// <summary>A third.</summary>
    Third,

    /// <summary>A half.</summary>
    Half,

    /// <summary>Two thirds.</summary>
    TwoThirds,
}
