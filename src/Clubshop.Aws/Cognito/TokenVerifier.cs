namespace Clubshop.Aws.Cognito;

/// <summary>Verifies tokens against the pool's published keys.</summary>
public sealed class TokenVerifier(UserPoolOptions pool, HttpClient http, TimeProvider time)
{
    internal UserPoolOptions Pool => pool;
    internal HttpClient Http => http;
    internal TimeProvider Time => time;
}
