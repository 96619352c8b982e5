using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Lockout;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Srp;
using Clubshop.LocalAws.Cognito.Tokens;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Outbox;

namespace Clubshop.LocalAws.Cognito;

/// <summary>What the operations work with, made once per service.</summary>
internal sealed class CognitoParts
{
    public CognitoParts(string region, TimeProvider clock, MessageOutbox outbox, Func<string> newKey, FaultBoard faults)
    {
        Region = region;
        Clock = clock;
        State = new CognitoState(clock);
        Sessions = new ChallengeSessions(clock);
        Proofs = new SrpProofs(clock);
        Passwords = new Passwords(clock);
        Lockouts = new Lockouts(clock);
        Rates = new Rates(clock);
        Codes = new Codes(clock, outbox, Rates);
        Issuer = new TokenIssuer(region, State, clock, newKey, faults);
        AccessTokens = new AccessTokens(State, Issuer, clock);
        Mfa = new MfaSteps(this);
        SignIn = new SignInFlow(this);
    }

    public string Region { get; }

    public TimeProvider Clock { get; }

    public CognitoState State { get; }

    public ChallengeSessions Sessions { get; }

    public SrpProofs Proofs { get; }

    public Passwords Passwords { get; }

    public Lockouts Lockouts { get; }

    public Rates Rates { get; }

    public Codes Codes { get; }

    public TokenIssuer Issuer { get; }

    public AccessTokens AccessTokens { get; }

    public MfaSteps Mfa { get; }

    public SignInFlow SignIn { get; }
}
