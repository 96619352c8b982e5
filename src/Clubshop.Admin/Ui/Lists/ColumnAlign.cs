namespace Clubshop.Admin.Ui.Lists;

/// <summary>Alignment of a column's cells.</summary>
public enum ColumnAlign
{
    /// <summary>For text.</summary>
    Start,

    /// <summary>For numbers, with tabular digits.</summary>
    End,
}

/// <summary>Height of a table's rows.</summary>
public enum TableDensity
{
    /// <summary>44 px: one line.</summary>
    Normal,

    /// <summary>56 px: two lines.</summary>
    Tall,

    /// <summary>34 px.</summary>
    Compact,
}
