namespace Clubshop.Aws.Pinpoint;

/// <summary>
/// What is known after a call of SendMessages. There is no idempotency token, so each kind says whether calling again may send twice: only
/// <see cref="Throttled"/> and <see cref="NotReached"/> may be called again blindly. The kinds are those nested here.
/// </summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The service answered for the addresses.</summary>
    /// <param name="Results">What it said of each, by address.</param>
    /// <param name="Missing">Addresses that were in the request and are not in the answer: unknown, as after a lost answer.</param>
    public sealed record Answered(IReadOnlyDictionary<string, AddressResult> Results, IReadOnlyList<string> Missing) : SendOutcome;

    /// <summary>429: too many requests. Nothing was sent; the same call may be made again, later.</summary>
    public sealed record Throttled : SendOutcome;

    /// <summary>The request never left this machine: no connection, no credentials. Nothing was sent; the same call may be made again.</summary>
    /// <param name="Reason">What was in the way; names no address.</param>
    public sealed record NotReached(string Reason) : SendOutcome;

    /// <summary>The service refused the request as a whole, by another 4xx. Nothing was sent; the same call would be refused again.</summary>
    /// <param name="Name">The error's name, such as <c>BadRequestException</c>.</param>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Message">The service's words, which may quote what was sent: not for a log.</param>
    public sealed record Refused(string Name, int Status, string Message) : SendOutcome
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(System.Text.StringBuilder builder)
        {
            builder.Append(Name).Append(' ').Append(Status);
            return true;
        }
    }

    /// <summary>
    /// The request began, and no readable answer came: 5xx, time-out, a broken connection, an answer that is not the service's. Each address may
    /// have been sent the message or not; never to be sent again blindly.
    /// </summary>
    /// <param name="Reason">What happened instead of an answer; names no address.</param>
    public sealed record Unknown(string Reason) : SendOutcome;
}

/// <summary>What the service said of one address.</summary>
/// <param name="Status">The delivery status as the service named it, known to us or not; empty when it named none.</param>
/// <param name="Code">The code of the push service or carrier behind; null when there is none.</param>
/// <param name="Message">Its words; may quote the address.</param>
/// <param name="MessageId">The message's id, when one was accepted.</param>
/// <param name="UpdatedToken">The token that took the address's place; only Android.</param>
public sealed record AddressResult(string Status, int? Code, string? Message, string? MessageId, string? UpdatedToken)
{
    /// <summary>Accepted by the push service or the carrier: not more than that.</summary>
    public bool IsAccepted => Status == "SUCCESSFUL";

    /// <summary>Not sent, and worth another try: only THROTTLED and TEMPORARY_FAILURE.</summary>
    public bool MayBeSentAgain => Status is "THROTTLED" or "TEMPORARY_FAILURE";

    /// <summary>Not sent, and no other try will help: the address no longer exists.</summary>
    public bool IsDead => Status == "PERMANENT_FAILURE";

    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(Status).Append(' ').Append(Code);
        return true;
    }
}
