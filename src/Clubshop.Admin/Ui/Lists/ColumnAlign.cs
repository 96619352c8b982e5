namespace Clubshop.Admin.Ui.Lists;

/// <summary>Where a column's cells stand.</summary>
public enum ColumnAlign
{
    /// <summary>Words.</summary>
    Start,

    /// <summary>Numbers, with tabular digits.</summary>
    End,
}

/// <summary>How high the rows of a table are.</summary>
public enum TableDensity
{
    /// <summary>44 px: one line.</summary>
    Usual,

    /// <summary>56 px: two lines.</summary>
    Tall,

    /// <summary>34 px.</summary>
    Compact,
}
