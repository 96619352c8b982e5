using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>One kind of thing that may wait for a person. Asks a service, which asks for the permission.</summary>
internal interface IWaitingSource
{
    /// <summary>What it looks for, in the plural: "invitations". Part of the sentence when it cannot be read.</summary>
    string Things { get; }

    /// <summary>Whether it answers from memory, so that it can be asked after each change.</summary>
    bool FromMemory { get; }

    /// <summary>Whether such a thing can wait for this person at all.</summary>
    bool IsFor(Actor actor);

    /// <summary>What waits for the person, the longest waiting first.</summary>
    ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken);
}
