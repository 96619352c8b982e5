namespace Clubshop.Admin.Storage;

/// <summary>Other writers kept the items busy through every attempt. Nothing was written; trying again later is safe.</summary>
public sealed class CommitBusyException(string message, Exception? inner) : Exception(message, inner);

/// <summary>No answer arrived: the change may be written or not. Send the same change with the same token again to find out.</summary>
public sealed class CommitUncertainException(string message, Exception? inner) : Exception(message, inner);
