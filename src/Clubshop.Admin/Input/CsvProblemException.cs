using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input;

/// <summary>A file that cannot be read as it is; the message is for the person, and says what to do.</summary>
public sealed class CsvProblemException : Exception
{
    /// <summary>Nothing in particular.</summary>
    public CsvProblemException()
        : this("This file cannot be read as CSV.")
    {
    }

    /// <summary>What is wrong with the file as a whole.</summary>
    public CsvProblemException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong, after something else failed.</summary>
    public CsvProblemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What is wrong in a line.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="message">What is wrong there, as the rest of "Line 12: …".</param>
    public CsvProblemException(long line, string message)
        : base($"Line {Money.Grouped(line)}: {message}") => Line = line;

    /// <summary>The line, from 1; null where it is the whole file.</summary>
    public long? Line { get; }
}
