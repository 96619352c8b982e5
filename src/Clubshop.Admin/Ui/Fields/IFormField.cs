namespace Clubshop.Admin.Ui.Fields;

/// <summary>What an input must know of the field that it edits: given as <c>For</c>, in place of one parameter for each.</summary>
public interface IFormField
{
    /// <summary>The property's C# name; problems and the input's id name the field by it.</summary>
    string Name { get; }

    /// <summary>The visible label.</summary>
    string Label { get; }

    /// <summary>One line of help below the input; null for none.</summary>
    string? HelperText { get; }

    /// <summary>An example inside the empty input; null for none.</summary>
    string? Placeholder { get; }

    /// <summary>Characters allowed, where the input counts them; null otherwise.</summary>
    int? CountedTo { get; }

    /// <summary>Whether it must be filled.</summary>
    bool Required { get; }

    /// <summary>Whether the input shows "optional".</summary>
    bool Optional { get; }
}

/// <summary>A number.</summary>
public interface INumberFormField : IFormField
{
    /// <summary>Decimal places allowed.</summary>
    int Decimals { get; }
}

/// <summary>An instant.</summary>
public interface IMomentFormField : IFormField
{
    /// <summary>Whether it is an end: a date alone is the whole day, until 24:00.</summary>
    bool EndOfDay { get; }
}

/// <summary>The record that a form edits, as its inputs see it. One object for the life of the form; its answers are always the present ones.</summary>
public interface IFormContext
{
    /// <summary>Whether the person may only look.</summary>
    bool ReadOnly { get; }

    /// <summary>The value as typed.</summary>
    TValue Get<TValue>(IFormField field);

    /// <summary>Takes what was typed or chosen.</summary>
    void Set<TValue>(IFormField field, TValue value);

    /// <summary>What is wrong with the value; null when it is in order.</summary>
    string? Error(IFormField field);

    /// <summary>Whether the value differs from what is saved.</summary>
    bool Changed(IFormField field);

    /// <summary>What is saved, as text, where the value differs; null otherwise.</summary>
    string? Was(IFormField field);

    /// <summary>Whether somebody else has just changed the value, and the form followed.</summary>
    bool Followed(IFormField field) => false;
}

/// <summary>A picture; its value is the name by which it is kept.</summary>
public interface IPictureFormField : IFormField
{
    /// <summary>Where a picture is sent: a POST with the file as its body, answered with <c>{"id"}</c>, its name, or <c>{"message"}</c>.</summary>
    string UploadUrl { get; }

    /// <summary>Types that are taken, as an input names them.</summary>
    string Accept { get; }

    /// <summary>Bytes that a file may have.</summary>
    int MaxBytes { get; }

    /// <summary>The longest side that is worth sending, in points.</summary>
    int MaxSide { get; }

    /// <summary>The path of a picture, for the form.</summary>
    string PathOf(string picture);
}
