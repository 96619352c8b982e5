namespace Clubshop.Coupons;

/// <summary>DynamoDB is busy or throttles: nothing was written. Trying again later is safe.</summary>
public sealed class LedgerBusyException(string message, Exception? inner) : Exception(message, inner);

/// <summary>No answer arrived: it may be written or not. Asking again finds out: the customer gets the coupon that was given, the same key the same answer.</summary>
public sealed class LedgerUncertainException(string message, Exception? inner) : Exception(message, inner);

/// <summary>A condition of the caller's own actions (<see cref="IssueRequest.With"/>, <see cref="VoidRequest.With"/>) failed; nothing was written.</summary>
public sealed class LedgerRefusedException(string message) : Exception(message);
