using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input;

/// <summary>A file that cannot be read; the message is for the person and says what to do.</summary>
public sealed class CsvProblemException : Exception
{
    /// <summary>An unspecified problem.</summary>
    public CsvProblemException()
        : this(L["This file cannot be read as CSV."])
    {
    }

    /// <summary>A problem of the whole file.</summary>
    public CsvProblemException(string message)
        : base(message)
    {
    }

    /// <summary>A problem with a cause.</summary>
    public CsvProblemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A problem in one line.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="message">The problem, to follow "Line 12: ".</param>
    public CsvProblemException(long line, string message)
        : base(L[$"Line {Money.Grouped(line)}: {message}"]) => Line = line;

    /// <summary>The line, from 1; null for the whole file.</summary>
    public long? Line { get; }
}
