import subprocess
import sys


def test_the_mathematics_is_importable_without_anything_that_draws():
    program = "import sys, xe_math; print({'manim', 'scenes', 'rendering'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (answer.stdout, answer.stderr) == ("set()\n", "")
