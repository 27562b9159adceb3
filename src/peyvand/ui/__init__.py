"""The design kit: layout, components, icons, fonts, pictures.

No business words and no queries: a component shows what its caller hands it. Colours, sizes and radii are tokens
(`frontend/css/theme.css`); a template names them and never a number. The living style page is `ui:kit`.
"""
