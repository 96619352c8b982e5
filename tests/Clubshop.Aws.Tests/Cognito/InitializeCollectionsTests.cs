using Amazon;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Aws.Tests.Playback;

namespace Clubshop.Aws.Tests.Cognito;

/// <summary>AWSConfigs.InitializeCollections is one switch for the process, so nothing else runs beside these tests.</summary>
[CollectionDefinition(nameof(InitializeCollectionsTests), DisableParallelization = true)]
[Collection(nameof(InitializeCollectionsTests))]
public sealed class InitializeCollectionsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Collections_FollowTheSdksSwitch(bool initialize)
    {
        AWSConfigs.InitializeCollections = initialize;
        try
        {
            using var played = new PlayedCognito();
            played.Answers("AdminCreateUser", new { User = new { Username = "ada" } });
            using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, played, TimeProvider.System);
            var request = new AdminCreateUserRequest { UserPoolId = "p", Username = "ada" };
            Assert.Equal(initialize, request.UserAttributes is not null);
            var response = await clients.Cognito.AdminCreateUserAsync(request);
            Assert.Equal(initialize, response.User!.Attributes is not null);
            Assert.Equal("""{"UserPoolId":"p","Username":"ada"}""", played.Last("AdminCreateUser").Body.GetRawText());

            // Set and empty is "not set" with the switch, and is sent without it, where null stands for "not set".
            request.UserAttributes = [];
            await clients.Cognito.AdminCreateUserAsync(request);
            Assert.Equal(!initialize, played.Last("AdminCreateUser").Body.TryGetProperty("UserAttributes", out _));
        }
        finally
        {
            AWSConfigs.InitializeCollections = false;
        }
    }
}
