namespace Clubshop.Admin.Storage;

/// <summary>Other writers kept the items busy through every try. Nothing was written; trying again later is safe.</summary>
public sealed class CommitBusyException(string message, Exception? inner) : Exception(message, inner);

/// <summary>No answer came through: the change may be written or not. The same change with the same token, sent again, settles it.</summary>
public sealed class CommitUncertainException(string message, Exception? inner) : Exception(message, inner);
