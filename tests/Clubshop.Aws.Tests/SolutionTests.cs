namespace Clubshop.Aws.Tests;
