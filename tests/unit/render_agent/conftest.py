import pytest

from tests.unit.render_agent.sample_film import Rendered, render_sample, render_settings


@pytest.fixture(scope="session")
def rendered() -> Rendered:
    """Return the sample film, made by one thread."""
    return render_sample(render_settings(workers=1))
